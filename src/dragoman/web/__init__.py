"""The explorer: an archive comes in, pages and an API for the browser go out."""
