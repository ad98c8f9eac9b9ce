"""One file a page: what the address tells comes in, the values that its template shows go out."""
