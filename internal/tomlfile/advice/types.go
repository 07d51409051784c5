package advice

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Words for values of the wrong type.

// Wanted names the type of a field for an author.
func Wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "text in quotes"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		switch element(t).Kind() {
		case reflect.String:
			return "a list of texts in quotes"
		case reflect.Int, reflect.Int64:
			return "a list of whole numbers"
		}
		return "a list"
	case reflect.Float32, reflect.Float64:
		return "a number"
	}
	return "a whole number"
}

// element returns the type of the elements of a list, without pointers.
func element(t reflect.Type) reflect.Type {
	for t = t.Elem(); t.Kind() == reflect.Pointer; t = t.Elem() {
	}
	return t
}

// Called names the value that was found instead of one of a type.
func Called(t reflect.Type, value any) string {
	switch v := value.(type) {
	case float64:
		if Wanted(t) == "a whole number" {
			return "one with decimals"
		}
	case bool:
		return strconv.FormatBool(v)
	}
	return Noun(value)
}

// Noun names a value by its type.
func Noun(value any) string {
	switch v := value.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return "a date"
		case "time-local":
			return "a time"
		}
		return "a date with a time"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "this"
}

// ExampleShown is the longest value, in bytes, that a hint repeats.
const ExampleShown = 60

// Rewrite returns a value as a field of another type would have to have it, or "".
// raw is the value as it stands in the file.
func Rewrite(t reflect.Type, value any, raw string) string {
	if raw == "" || len(raw) > ExampleShown {
		return ""
	}
	text, isText := value.(string)
	text = strings.TrimSpace(text)
	switch t.Kind() {
	case reflect.String:
		if items, ok := value.([]any); ok {
			if len(items) == 1 {
				text, isText = items[0].(string)
			}
			if isText {
				return strconv.Quote(text)
			}
			return ""
		}
		if _, ok := value.(map[string]any); ok {
			return ""
		}
		return `"` + raw + `"`
	case reflect.Bool:
		return truth(strings.ToLower(strings.Trim(raw, `"' `)))
	case reflect.Int, reflect.Int64:
		if number, ok := value.(float64); ok && number == float64(int64(number)) && number < 1e9 && number > -1e9 {
			return strconv.Itoa(int(number))
		}
		digits, _, _ := strings.Cut(text, " ")
		digits = strings.TrimSuffix(digits, "%")
		if _, err := strconv.ParseInt(digits, 10, 32); isText && err == nil {
			return strings.TrimLeft(digits, "+")
		}
	case reflect.Slice:
		_, isList := value.([]any)
		if _, isTable := value.(map[string]any); !isList && !isTable {
			if isText != (element(t).Kind() == reflect.String) {
				return ""
			}
			return "[" + raw + "]"
		}
	}
	return ""
}

// truth returns "true" or "false" for a word that means it, else "".
func truth(word string) string {
	switch word {
	case "true", "yes", "on", "1", "y":
		return "true"
	case "false", "no", "off", "0", "n":
		return "false"
	}
	return ""
}
