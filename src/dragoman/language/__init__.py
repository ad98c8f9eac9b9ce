"""An article comes in, what is said in it goes out: words with their grammar, names, quotations, clauses, times and places."""
