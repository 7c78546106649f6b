"""Made reports: republished copies of reports and look-alikes that are none, for measuring what tells them apart."""
