"""The long tests: processes killed again and again, LINE and the database away, loads. `make proof`, SHORT=1 small."""
