"""Where bytes come from: each module yields `Raw` and knows nothing of news."""
