package cldr

import (
	"github.com/gohugoio/locales"
	"github.com/gohugoio/locales/af"
	"github.com/gohugoio/locales/am"
	"github.com/gohugoio/locales/ar"
	"github.com/gohugoio/locales/az"
	"github.com/gohugoio/locales/be"
	"github.com/gohugoio/locales/bg"
	"github.com/gohugoio/locales/bn"
	"github.com/gohugoio/locales/bs"
	"github.com/gohugoio/locales/ca"
	"github.com/gohugoio/locales/cs"
	"github.com/gohugoio/locales/cy"
	"github.com/gohugoio/locales/da"
	"github.com/gohugoio/locales/de"
	"github.com/gohugoio/locales/de_AT"
	"github.com/gohugoio/locales/de_CH"
	"github.com/gohugoio/locales/el"
	"github.com/gohugoio/locales/en_CA"
	"github.com/gohugoio/locales/en_GB"
	"github.com/gohugoio/locales/en_IE"
	"github.com/gohugoio/locales/en_IN"
	"github.com/gohugoio/locales/en_NZ"
	"github.com/gohugoio/locales/en_SG"
	"github.com/gohugoio/locales/en_US"
	"github.com/gohugoio/locales/es"
	"github.com/gohugoio/locales/es_419"
	"github.com/gohugoio/locales/es_AR"
	"github.com/gohugoio/locales/es_CL"
	"github.com/gohugoio/locales/es_CO"
	"github.com/gohugoio/locales/es_MX"
	"github.com/gohugoio/locales/es_US"
	"github.com/gohugoio/locales/et"
	"github.com/gohugoio/locales/eu"
	"github.com/gohugoio/locales/fa"
	"github.com/gohugoio/locales/fi"
	"github.com/gohugoio/locales/fil"
	"github.com/gohugoio/locales/fr"
	"github.com/gohugoio/locales/fr_BE"
	"github.com/gohugoio/locales/fr_CA"
	"github.com/gohugoio/locales/fr_CH"
	"github.com/gohugoio/locales/ga"
	"github.com/gohugoio/locales/gd"
	"github.com/gohugoio/locales/gl"
	"github.com/gohugoio/locales/gu"
	"github.com/gohugoio/locales/ha"
	"github.com/gohugoio/locales/he"
	"github.com/gohugoio/locales/hi"
	"github.com/gohugoio/locales/hr"
	"github.com/gohugoio/locales/hu"
	"github.com/gohugoio/locales/hy"
	"github.com/gohugoio/locales/id"
	"github.com/gohugoio/locales/ig"
	"github.com/gohugoio/locales/is"
	"github.com/gohugoio/locales/it"
	"github.com/gohugoio/locales/it_CH"
	"github.com/gohugoio/locales/ja"
	"github.com/gohugoio/locales/ka"
	"github.com/gohugoio/locales/kk"
	"github.com/gohugoio/locales/km"
	"github.com/gohugoio/locales/kn"
	"github.com/gohugoio/locales/ko"
	"github.com/gohugoio/locales/ky"
	"github.com/gohugoio/locales/lb"
	"github.com/gohugoio/locales/lo"
	"github.com/gohugoio/locales/lt"
	"github.com/gohugoio/locales/lv"
	"github.com/gohugoio/locales/mk"
	"github.com/gohugoio/locales/ml"
	"github.com/gohugoio/locales/mn"
	"github.com/gohugoio/locales/mr"
	"github.com/gohugoio/locales/ms"
	"github.com/gohugoio/locales/mt"
	"github.com/gohugoio/locales/my"
	"github.com/gohugoio/locales/nb"
	"github.com/gohugoio/locales/ne"
	"github.com/gohugoio/locales/nl"
	"github.com/gohugoio/locales/nl_BE"
	"github.com/gohugoio/locales/nn"
	"github.com/gohugoio/locales/pa"
	"github.com/gohugoio/locales/pl"
	"github.com/gohugoio/locales/ps"
	"github.com/gohugoio/locales/pt"
	"github.com/gohugoio/locales/pt_PT"
	"github.com/gohugoio/locales/rm"
	"github.com/gohugoio/locales/ro"
	"github.com/gohugoio/locales/ru"
	"github.com/gohugoio/locales/si"
	"github.com/gohugoio/locales/sk"
	"github.com/gohugoio/locales/sl"
	"github.com/gohugoio/locales/so"
	"github.com/gohugoio/locales/sq"
	"github.com/gohugoio/locales/sr"
	"github.com/gohugoio/locales/sr_Latn"
	"github.com/gohugoio/locales/sv"
	"github.com/gohugoio/locales/sv_FI"
	"github.com/gohugoio/locales/sw"
	"github.com/gohugoio/locales/ta"
	"github.com/gohugoio/locales/te"
	"github.com/gohugoio/locales/th"
	"github.com/gohugoio/locales/tr"
	"github.com/gohugoio/locales/uk"
	"github.com/gohugoio/locales/ur"
	"github.com/gohugoio/locales/uz"
	"github.com/gohugoio/locales/vi"
	"github.com/gohugoio/locales/xh"
	"github.com/gohugoio/locales/zh"
	"github.com/gohugoio/locales/zh_Hant"
	"github.com/gohugoio/locales/zh_Hant_HK"
	"github.com/gohugoio/locales/zu"
)

// A manner corrects a locale where the library's form is incomplete or reads
// badly. The library is generated from CLDR 48; what its generator could not
// follow is left out or wrong, and the tests of package locale find it.
type manner int

const (
	asIs     manner = 0
	longDay  manner = 1 << iota // the short form of a date is missing or mere digits: the long one stands in
	clock24                     // the time lacks its a.m. and p.m.: hours to 24 instead
	enMonths                    // the short months are missing: those of English stand in
	noComma                     // no comma behind the weekday

	// plainEnglish is English outside North America: Thursday 4 February 2027.
	plainEnglish = enMonths | noComma
)

// table lists the locales there are: the languages of Europe, the large ones of
// the world, and of regions only those that write differently. A tag that is not here
// falls back to the one without its last part.
var table = []struct {
	tag    string
	load   func() locales.Translator
	manner manner
}{
	{"af", af.New, asIs},
	{"am", am.New, asIs},
	{"ar", ar.New, longDay},
	{"az", az.New, asIs},
	{"be", be.New, asIs},
	{"bg", bg.New, asIs},
	{"bn", bn.New, clock24},
	{"bs", bs.New, asIs},
	{"ca", ca.New, asIs},
	{"cs", cs.New, asIs},
	{"cy", cy.New, asIs},
	{"da", da.New, asIs},
	{"de", de.New, asIs},
	{"de-AT", de_AT.New, asIs},
	{"de-CH", de_CH.New, asIs},
	{"el", el.New, asIs},
	{"en", en_US.New, asIs},
	{"en-AU", en_NZ.New, plainEnglish},
	{"en-CA", en_CA.New, enMonths},
	{"en-GB", en_GB.New, plainEnglish},
	{"en-IE", en_IE.New, plainEnglish},
	{"en-IN", en_IN.New, plainEnglish},
	{"en-NZ", en_NZ.New, plainEnglish},
	{"en-SG", en_SG.New, plainEnglish},
	{"en-ZA", en_GB.New, plainEnglish},
	{"es", es.New, asIs},
	{"es-419", es_419.New, asIs},
	{"es-AR", es_AR.New, asIs},
	{"es-CL", es_CL.New, asIs},
	{"es-CO", es_CO.New, asIs},
	{"es-MX", es_MX.New, asIs},
	{"es-US", es_US.New, asIs},
	{"et", et.New, asIs},
	{"eu", eu.New, asIs},
	{"fa", fa.New, asIs},
	{"fi", fi.New, asIs},
	{"fil", fil.New, clock24},
	{"fr", fr.New, asIs},
	{"fr-BE", fr_BE.New, asIs},
	{"fr-CA", fr_CA.New, asIs},
	{"fr-CH", fr_CH.New, asIs},
	{"ga", ga.New, asIs},
	{"gd", gd.New, asIs},
	{"gl", gl.New, asIs},
	{"gu", gu.New, clock24},
	{"ha", ha.New, asIs},
	{"he", he.New, asIs},
	{"hi", hi.New, asIs},
	{"hr", hr.New, asIs},
	{"hu", hu.New, asIs},
	{"hy", hy.New, asIs},
	{"id", id.New, asIs},
	{"ig", ig.New, asIs},
	{"is", is.New, asIs},
	{"it", it.New, asIs},
	{"it-CH", it_CH.New, asIs},
	{"ja", ja.New, longDay},
	{"ka", ka.New, asIs},
	{"kk", kk.New, asIs},
	{"km", km.New, longDay | clock24},
	{"kn", kn.New, clock24},
	{"ko", ko.New, longDay | clock24},
	{"ky", ky.New, asIs},
	{"lb", lb.New, asIs},
	{"lo", lo.New, asIs},
	{"lt", lt.New, asIs},
	{"lv", lv.New, asIs},
	{"mk", mk.New, asIs},
	{"ml", ml.New, clock24},
	{"mn", mn.New, asIs},
	{"mr", mr.New, clock24},
	{"ms", ms.New, asIs},
	{"mt", mt.New, asIs},
	{"my", my.New, asIs},
	{"nb", nb.New, asIs},
	{"ne", ne.New, longDay},
	{"nl", nl.New, asIs},
	{"nl-BE", nl_BE.New, asIs},
	{"nn", nn.New, asIs},
	{"no", nb.New, asIs},
	{"pa", pa.New, clock24},
	{"pl", pl.New, asIs},
	{"ps", ps.New, asIs},
	{"pt", pt_PT.New, asIs}, // as the built-in strings are, which are those of Portugal
	{"pt-BR", pt.New, asIs},
	{"pt-PT", pt_PT.New, asIs},
	{"rm", rm.New, asIs},
	{"ro", ro.New, asIs},
	{"ru", ru.New, asIs},
	{"si", si.New, asIs},
	{"sk", sk.New, asIs},
	{"sl", sl.New, asIs},
	{"so", so.New, asIs},
	{"sq", sq.New, asIs},
	{"sr", sr.New, asIs},
	{"sr-Latn", sr_Latn.New, asIs},
	{"sv", sv.New, asIs},
	{"sv-FI", sv_FI.New, asIs},
	{"sw", sw.New, asIs},
	{"ta", ta.New, clock24},
	{"te", te.New, clock24},
	{"th", th.New, asIs},
	{"tr", tr.New, asIs},
	{"uk", uk.New, asIs},
	{"ur", ur.New, longDay | clock24},
	{"uz", uz.New, asIs},
	{"vi", vi.New, asIs},
	{"xh", xh.New, asIs},
	{"zh", zh.New, asIs},
	{"zh-HK", zh_Hant_HK.New, clock24},
	{"zh-Hant", zh_Hant.New, clock24},
	{"zh-TW", zh_Hant.New, clock24},
	{"zu", zu.New, asIs},
}
