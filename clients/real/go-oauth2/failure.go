package main

import (
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
)

var reasons = map[int]string{401: "authentication", 403: "permission", 429: "rate-limit"}

// What the package and net/http tell by a text alone.
var reasonsByText = []struct{ text, reason string }{
	{"token expired and refresh token is not set", "authentication"},
	{"server response missing access_token", "malformed-response"},
	{`invalid header field value for "Authorization"`, "invalid-credentials"},
}

// rejection is what the package reports by an error.
func rejection(err error) outcome {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		return refusal(refused)
	}
	return outcome{"outcome": "rejected", "reason": reasonOf(err), "message": err.Error()}
}

// refusal is a token endpoint's: the package does not read it, and keeps it for its caller.
func refusal(refused *oauth2.RetrieveError) outcome {
	status := refused.Response.StatusCode
	reason, known := reasons[status]
	if status >= 500 {
		reason = "server-error"
	} else if !known {
		reason = "other"
	}
	return outcome{"outcome": "rejected", "reason": reason, "message": refused.Error(), "status": status}
}

func reasonOf(err error) string {
	for _, known := range reasonsByText {
		if strings.Contains(err.Error(), known.text) {
			return known.reason
		}
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "timeout"
	}
	if isMalformed(err) {
		return "malformed-response"
	}
	return "network"
}

// isMalformed tells JSON that does not parse, or is no token, and a form that does not.
func isMalformed(err error) bool {
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	var escape url.EscapeError
	return errors.As(err, &syntax) || errors.As(err, &wrongType) || errors.As(err, &escape)
}
