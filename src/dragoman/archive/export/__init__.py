"""Events as the files of other data sets have them: one file a format."""
