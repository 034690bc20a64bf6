# What the villager agrees to, one purpose at a time. Whoever changes a sentence below sets a new version and writes the
# old one down in docs/consents.md: the version is recorded with the consent.
consent-title = Bà con đồng ý
consent-lead = Đọc to từng câu cho bà con nghe. Bà con đồng ý câu nào thì đánh dấu câu ấy. Không đồng ý thì để trống.
consent-voluntary = Đồng ý là tự nguyện. Bỏ dấu bất cứ lúc nào trước khi xã tiếp nhận.
consent-help-with-dossier-version = 2026-11-22
consent-help-with-dossier-short = Ghi và nộp hồ sơ
consent-help-with-dossier = Tôi đồng ý cho tình nguyện viên ghi thông tin này giúp tôi và gửi cho xã, chỉ để giải quyết thủ tục này.
consent-photos-version = 2026-11-26
consent-photos-short = Chụp ảnh giấy tờ
consent-photos = Tôi đồng ý cho chụp ảnh giấy tờ của tôi và gửi cho xã kèm hồ sơ này. Ảnh được khóa kín, không dùng vào việc khác.
consent-book-version = 2026-11-26
consent-book-short = Giữ trong sổ hộ của tổ
consent-book = Tôi đồng ý cho tổ giữ thông tin của gia đình tôi trong sổ của tổ, để lần sau không phải hỏi lại.
consent-contact-version = 2026-11-26
consent-contact-short = Gọi báo tin
consent-contact = Tôi đồng ý cho tổ hoặc xã gọi điện, nhắn tin để báo hồ sơ làm tới đâu.
consent-needed = Cần có để nộp
consent-optional = Tùy bà con, không đồng ý vẫn nộp được
consent-given-at = Đồng ý ngày { $when }
consent-given-by = Đồng ý ngày { $when }, { $who } ghi
consent-disputed = Hai người ghi khác nhau cho câu này. Hãy hỏi lại bà con.
consent-this-device = bạn

# The signature.
signature-title = Chữ ký
signature-none = Chưa ký. Không bắt buộc.
signature-open = Ký bằng ngón tay
signature-again = Ký lại
signature-remove = Bỏ chữ ký
signature-page = Ký tên
signature-lead = Bà con ký tên mình vào khung dưới đây bằng ngón tay, cho những điều đã đồng ý:
signature-nothing = Chưa có điều nào được đồng ý. Hãy quay lại, đọc từng câu cho bà con nghe trước.
signature-pad = Khung để ký bằng ngón tay, bút hoặc chuột. Không ký được thì dùng phần “Không ký được” ở dưới.
signature-here = Ký ở đây
signature-clear = Xóa, ký lại
signature-keep = Giữ chữ ký này
signature-cannot = Không ký được?
signature-cannot-hint = Người không biết chữ, tay yếu, hoặc không dùng được màn hình chạm vẫn xác nhận được bằng một trong hai cách này.
signature-fingerprint = Sẽ điểm chỉ trên phiếu in
signature-witness-label = Họ tên người chứng kiến
signature-witness-keep = Ghi người chứng kiến
signature-signed-at = Ký ngày { $when }
signature-signed-by = Ký ngày { $when }, { $who } ghi
signature-fingerprint-at = Điểm chỉ trên phiếu in
signature-witness-at = Người chứng kiến: { $name }
signature-for = Ký cho: { $what }
signature-lacks = Đồng ý sau khi ký, chữ ký chưa có: { $what }
signature-taken-back = Đã ký rồi rút lại sau đó: { $what }
signature-drawing = Hình chữ ký
signature-fingerprint-box = Điểm chỉ vào ô này

# Taking back.
take-back-dossier = Bà con rút lại hồ sơ này
take-back-dossier-title = Rút lại và xóa hồ sơ này?
take-back-dossier-device = Mọi câu trả lời và ảnh giấy tờ của hồ sơ này bị xóa khỏi máy này ngay, và khỏi các máy khác của tổ khi các máy ấy có mạng.
take-back-dossier-open = Nếu xã chưa tiếp nhận: hồ sơ cũng bị xóa ở xã. Sau này muốn làm thì làm lại từ đầu.
take-back-dossier-accepted = Nếu xã đã tiếp nhận: xã giữ phần mà pháp luật buộc phải giữ, và biết rằng bà con đã rút lại.
take-back-dossier-accepted-now = Xã đã tiếp nhận hồ sơ này: xã giữ phần mà pháp luật buộc phải giữ, và biết rằng bà con đã rút lại. Muốn dừng giải quyết, bà con nói với cán bộ xã.
take-back-no-undo = Xóa rồi thì không lấy lại được.
take-back-keep = Giữ lại, không rút
take-back-confirm = Rút lại và xóa
take-back-doing = Đang xóa…
take-back-household = Gia đình rút khỏi sổ của tổ
take-back-household-title = Xóa gia đình này khỏi sổ của tổ?
take-back-household-device = Mọi thông tin, lượt thăm và việc cần làm của gia đình trong sổ bị xóa khỏi máy này ngay, khỏi xã và các máy khác của tổ khi có mạng.
take-back-household-dossiers = Hồ sơ đã làm cho gia đình không bị xóa theo. Muốn rút hồ sơ nào, mở hồ sơ ấy.
taken-back-title = Bà con đã rút lại
taken-back-lead = Mọi câu trả lời và ảnh của hồ sơ này đã bị xóa khỏi máy ngày { $when }.
taken-back-next = Chưa cần làm gì thêm. Khi máy có mạng, xã và các máy khác sẽ được báo để xóa theo; sau đó hồ sơ này không còn trong danh sách.
mark-taken-back = Bà con đã rút lại
mark-taken-back-waiting = Đã rút lại, chờ báo cho xã
household-consent-title = Giữ thông tin trong sổ
review-blocked-photos = có ảnh giấy tờ mà bà con chưa đồng ý cho chụp và gửi

# As the office reads it.
office-consent-given = Đồng ý ngày { $when } ({ $who } ghi, lời văn bản { $version })
office-consent-withdrawn = Đã rút lại ngày { $when } ({ $who } ghi, lời văn bản { $version })
office-consent-disputed = Hai người ghi khác nhau: không được coi là đồng ý
office-consent-someone = tình nguyện viên
office-signature-none = Chưa ký
office-taken-back = Người dân đã rút lại sự đồng ý ngày { $when }
office-taken-back-todo = Hồ sơ đã được tiếp nhận trước đó nên chỉ còn ở xã, giữ theo quy định về lưu trữ. Các máy của tổ đã xóa. Ngoài việc giải quyết và lưu trữ theo luật, không dùng vào việc khác.
office-withdrawn-title = Người dân đã rút lại
office-withdrawn-household = Một hộ trong sổ của tổ
office-withdrawn-gone = Đã xóa ở xã và trên các máy
office-withdrawn-kept = Đã tiếp nhận trước đó: xã giữ theo luật, các máy đã xóa
office-withdrawn-line = { $when }, { $who } ghi
