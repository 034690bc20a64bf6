# What the villager agrees to. Whoever changes a sentence below sets a new version: it is recorded with the consent.
consent-help-with-dossier-version = 2026-11-22
consent-title = The villager agrees
consent-help-with-dossier = I agree that the volunteer writes this information down for me and sends it to the commune, only to settle this procedure.
consent-voluntary = Agreeing is voluntary. The mark can be taken away at any time before handing over. Read this sentence aloud and let the villager decide.
consent-given-at = Agreed at { $when }
