"""Gold and codings come in, how well they agree goes out; and the examples of the knowledge are run."""
