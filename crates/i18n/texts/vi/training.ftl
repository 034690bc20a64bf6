# Training with families that do not exist.
training-mark = Dữ liệu tập huấn
training-mark-more = Những gì bạn làm ở đây không phải thật và không được gửi đi.
training-title = Tập huấn
training-lead = Tập làm hồ sơ với những gia đình không có thật. Dữ liệu tập huấn tách riêng, không gửi cho ai, và bị xóa khi bạn ra khỏi tập huấn. Hồ sơ thật được khóa lại trong lúc đó.
training-enter = Vào tập huấn
training-leave = Ra khỏi tập huấn
training-home = Mở sổ hộ để xem các gia đình tập huấn, hoặc làm tiếp hồ sơ ở dưới.
problem-in-training = Đang ở trong tập huấn nên không làm việc này được.
problem-in-training-todo = Bấm “Ra khỏi tập huấn” trước.
