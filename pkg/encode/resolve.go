package encode

import "strings"

// isOtherType says that some reader takes plain text for something else than
// a string: YAML 1.1 and 1.2, with the habits of the common libraries.
func isOtherType(text string) bool {
	return text == "" || isReservedWord(text) || looksLikeNumber(text) || looksLikeDate(text)
}

// isReservedWord is true for booleans, null, merge and value keys in any case.
func isReservedWord(text string) bool {
	switch len(text) {
	case 1:
		return strings.ContainsAny(text, "yYnN~=")
	case 2, 3, 4, 5:
	default:
		return false
	}
	switch strings.ToLower(text) {
	case "yes", "no", "on", "off", "true", "false", "null", "<<", ".inf", "+.inf", "-.inf", ".nan", "+.nan", "-.nan":
		return true
	default:
		return false
	}
}

// looksLikeNumber is true for integers with and without a base, fractions,
// exponents and sexagesimals such as 1:20, with separators anywhere.
func looksLikeNumber(text string) bool {
	if c := text[0]; c != '+' && c != '-' && c != '.' && (c < '0' || '9' < c) {
		return false
	}
	if strings.ContainsAny(text, "_,") {
		// Some readers drop the separators first, so that "0_x1" is 1 to them.
		text = strings.NewReplacer("_", "", ",", "").Replace(text)
	}
	if text != "" && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	return hasBase(text) || isDecimal(text) || isSexagesimal(text)
}

func hasBase(text string) bool {
	if len(text) < 3 || text[0] != '0' || !strings.ContainsRune("xXoObB", rune(text[1])) {
		return false
	}
	for _, c := range text[2:] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", c) {
			return false
		}
	}
	return true
}

// isDecimal accepts digits with at most one point, and an exponent.
func isDecimal(text string) bool {
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i+1:]
		if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
			exponent = exponent[1:]
		}
		if !isDigits(exponent) {
			return false
		}
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	if point && whole == "" && fraction == "" {
		return true // the patterns of YAML 1.1 take a lone point for a number
	}
	return (whole == "" || isDigits(whole)) && (fraction == "" || isDigits(fraction)) && mantissa != ""
}

// isSexagesimal accepts digits, then parts behind colons, the last of which
// may have a fraction.
func isSexagesimal(text string) bool {
	text, fraction, _ := strings.Cut(text, ".")
	if fraction != "" && !isDigits(fraction) || !strings.Contains(text, ":") {
		return false
	}
	for part := range strings.SplitSeq(text, ":") {
		if !isDigits(part) {
			return false
		}
	}
	return true
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || '9' < text[i] {
			return false
		}
	}
	return text != ""
}

// looksLikeDate accepts 2001-12-14, alone or with a time behind it.
func looksLikeDate(text string) bool {
	if len(text) < 8 || text[4] != '-' || !isDigits(text[:4]) {
		return false
	}
	month, rest, found := strings.Cut(text[5:], "-")
	if !found || !isDigits(month) || len(month) > 2 {
		return false
	}
	day := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	return 1 <= day && day <= 2 && (len(rest) == day || strings.ContainsRune("Tt \t", rune(rest[day])))
}
