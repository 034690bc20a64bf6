# The office's page of procedures and their versions.
packs-title = Procedures and forms
packs-lead = The teams' devices get these with their next sync. Drafts stay on the version they were begun with.
packs-upload = Publish a new version
packs-files = Choose the files of the procedure
packs-files-hint = The form as .xlsx (XLSForm) and procedure.yaml; upgrades.yaml and stories.yaml may be added. Choose them all at once.
packs-files-unknown = These files have no use here: { $files }
packs-checking = Checking…
packs-faults = { $count ->
    [one] There is one fault. Nothing was published. Correct the cell below and choose the files again.
   *[other] There are { $count } faults. Nothing was published. Correct each cell below and choose the files again.
}
packs-warnings = { $count ->
    [one] One thing to look at; it can be published all the same.
   *[other] { $count } things to look at; it can be published all the same.
}
packs-good = No faults: { $name }, version { $version }.
packs-preview = As volunteers will see it
packs-preview-hint = It can be tried out; nothing is kept.
packs-publish = Publish to every device
packs-publishing = Publishing…
packs-published = Published: { $code }, version { $version }.
packs-versions = Versions
packs-version = version { $version }
packs-current = New dossiers use this one
packs-by = { $who }, { $when }
packs-state-published = Published
packs-state-withdrawn = Withdrawn
packs-state-built-in = Part of the app
packs-withdraw = Withdraw
packs-withdraw-sure = Press again to withdraw
packs-withdrawn = Withdrawn: { $code }, version { $version }. Dossiers that use it can still be opened.
packs-row = { $sheet }, row { $row } { $column }
