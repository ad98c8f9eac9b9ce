"""What is said in an article comes in, what happened goes out: who acts, which events, with which status, day, place and stance."""
