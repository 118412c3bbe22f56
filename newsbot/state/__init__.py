"""What newsbot knows between crawls: `storage` says what may be asked, `states` what is told.

`storage_sql` asks in statements, over a database (`databases`) in a file or on a server.
"""
