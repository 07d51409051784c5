package markdown

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emojiCode is a code for an emoji, such as :tada:.
var emojiCode = regexp.MustCompile(`^:([a-z0-9_+-]+):`)

// An emojiParser puts the character in the place of a code.
type emojiParser struct{}

func (emojiParser) Trigger() []byte { return []byte{':'} }

func (emojiParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	m := emojiCode.FindSubmatch(line)
	if m == nil || isWord(block.PrecendingCharacter()) {
		return nil
	}
	character := emoji[string(m[1])]
	if character == "" {
		return nil
	}
	block.Advance(len(m[0]))
	return ast.NewString([]byte(character))
}

// isWord reports whether a character is part of a word: a code stands by itself.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// emoji are the codes that text about people and work is likely to have. Of another the author is
// told. Each row is a character and its codes.
var emoji = emojiTable(`
😀 grinning
😃 smiley
😄 smile
😁 grin
😊 blush
🙂 slightly_smiling_face
😉 wink
😍 heart_eyes
😎 sunglasses
🤔 thinking thinking_face
😅 sweat_smile
😂 joy
🤣 rofl
😢 cry
😭 sob
😟 worried
😕 confused
😐 neutral_face
😮 open_mouth
😱 scream
😴 sleeping
🥳 partying_face
🤗 hugs
👋 wave
👍 +1 thumbsup
👎 -1 thumbsdown
👏 clap
🙌 raised_hands
🙏 pray
🤝 handshake
💪 muscle
👉 point_right
👈 point_left
👆 point_up_2
👇 point_down
👌 ok_hand
✋ hand raised_hand
✌️ v
🤞 crossed_fingers
👀 eyes
👂 ear
🧠 brain
👤 bust_in_silhouette
👥 busts_in_silhouette
❤️ heart
💙 blue_heart
💚 green_heart
💛 yellow_heart
💔 broken_heart
⭐ star
🌟 star2
✨ sparkles
🔥 fire
💥 boom
🎉 tada
🎊 confetti_ball
🎈 balloon
🎁 gift
🎂 birthday
🏆 trophy
🏅 medal_sports
🥇 1st_place_medal
🎯 dart
🚀 rocket
🌱 seedling
🌳 deciduous_tree
🌍 earth_africa
🌎 earth_americas
🌏 earth_asia
🌈 rainbow
☀️ sunny
⛅ partly_sunny
☁️ cloud
❄️ snowflake
⚡ zap
☕ coffee
🍵 tea
🍎 apple
🍕 pizza
🏠 house
🏢 office
🚂 steam_locomotive
🚆 train2
🚗 car
✈️ airplane
⏰ alarm_clock
⌛ hourglass
⏳ hourglass_flowing_sand
⏱️ stopwatch
🕐 clock1
📅 date
📆 calendar
🗓️ spiral_calendar
📌 pushpin
📍 round_pushpin
📎 paperclip
✂️ scissors
📝 memo pencil
✏️ pencil2
🖊️ pen
📖 book open_book
📚 books
📓 notebook
📒 ledger
📄 page_facing_up
📃 page_with_curl
📋 clipboard
📁 file_folder
📂 open_file_folder
🗂️ card_index_dividers
📊 bar_chart
📈 chart_with_upwards_trend
📉 chart_with_downwards_trend
✉️ envelope email
📧 e-mail
📬 mailbox_with_mail
📞 telephone_receiver
☎️ phone telephone
📱 iphone
💻 computer
🖨️ printer
💾 floppy_disk
🔍 mag
🔎 mag_right
🔗 link
🔒 lock
🔓 unlock
🔑 key
🔔 bell
💡 bulb
🔧 wrench
🔨 hammer
🛠️ hammer_and_wrench
⚙️ gear
🧰 toolbox
🧩 jigsaw
🧭 compass
🗺️ world_map
💬 speech_balloon
💭 thought_balloon
🗣️ speaking_head
📢 loudspeaker
📣 mega
🎓 mortar_board
👩‍🏫 woman_teacher
👨‍🏫 man_teacher
💼 briefcase
💰 moneybag
ℹ️ information_source
❓ question
❔ grey_question
❗ exclamation heavy_exclamation_mark
⚠️ warning
⛔ no_entry
🚫 no_entry_sign
🛑 stop_sign
🚧 construction
🚨 rotating_light
✅ white_check_mark
☑️ ballot_box_with_check
✔️ heavy_check_mark
❌ x
❎ negative_squared_cross_mark
➕ heavy_plus_sign
➖ heavy_minus_sign
➡️ arrow_right
⬅️ arrow_left
⬆️ arrow_up
⬇️ arrow_down
🔄 arrows_counterclockwise
🔁 repeat
🆕 new
🆗 ok
🔴 red_circle
🟠 orange_circle
🟡 yellow_circle
🟢 green_circle
🔵 large_blue_circle
⚪ white_circle
⚫ black_circle
💯 100
0️⃣ zero
1️⃣ one
2️⃣ two
3️⃣ three
4️⃣ four
5️⃣ five
6️⃣ six
7️⃣ seven
8️⃣ eight
9️⃣ nine
🔟 keycap_ten
`)

// emojiTable reads rows of a character and its codes.
func emojiTable(rows string) map[string]string {
	codes := map[string]string{}
	for row := range strings.Lines(rows) {
		if fields := strings.Fields(row); len(fields) > 1 {
			for _, code := range fields[1:] {
				codes[code] = fields[0]
			}
		}
	}
	return codes
}
