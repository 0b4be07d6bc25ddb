"""The bulletin as a document: facts in, .docx and .pdf out.

`BulletinData` holds the facts, `compose` makes one `Document` of blocks from them, `write_docx` and
`write_pdf` set that document by GB/T 9704-2012, and `check_file` measures any document against the same
numbers.
"""
