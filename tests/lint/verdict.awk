# verdict.awk: read after a check; a word of blame anywhere makes it fail.
END { exit bad }
