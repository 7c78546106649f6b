"""Reports made up from tables, with what is true of each: to grow, time and soak the program, and to show it."""
