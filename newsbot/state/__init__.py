"""What newsbot knows between crawls: `storage` is the interface, `states` are the values that it takes and returns.

`storage_sql` implements it in SQL, on a database (`databases`) in a file or on a server.
"""
