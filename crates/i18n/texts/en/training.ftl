# Training with families that do not exist.
training-mark = Training data
training-mark-more = Nothing that you do here is real, and nothing is sent.
training-title = Training
training-lead = Practise with families that do not exist. Training data is kept apart, is sent to nobody, and is removed when you leave. Real dossiers are locked meanwhile.
training-enter = Begin training
training-leave = Leave training
training-home = Open the household book to see the training families, or go on with the dossier below.
problem-in-training = This cannot be done during training.
problem-in-training-todo = Press “Leave training” first.
