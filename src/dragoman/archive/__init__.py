"""Reports of many articles kept in a folder of Delta Lake tables: filled by `ingest`, read by anybody."""
