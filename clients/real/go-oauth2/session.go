package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/oauth2"
)

const defaultTimeout = 30 * time.Second

// opening is what a session is opened with.
type opening struct {
	Session     string            `json:"session"`
	Mechanism   string            `json:"mechanism"`
	Endpoints   map[string]string `json:"endpoints"`
	Credentials map[string]string `json:"credentials"`
	Options     struct {
		RedirectURI string `json:"redirectUri"`
		Scope       string `json:"scope"`
		TimeoutMs   int    `json:"timeoutMs"`
	} `json:"options"`
}

// apiCall is one call of the API.
type apiCall struct {
	Session string            `json:"session"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Query   [][2]string       `json:"query"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    *content          `json:"body"`
}

// content is a body in one of the protocol's forms.
type content struct {
	JSON        json.RawMessage `json:"json"`
	Form        [][2]string     `json:"form"`
	Text        *string         `json:"text"`
	Bytes       []byte          `json:"bytes"`
	ContentType string          `json:"contentType"`
}

// session is one configuration of the package, with the HTTP client that it makes of a token.
type session struct {
	base    string
	timeout time.Duration
	config  oauth2.Config
	client  *http.Client
}

// newSession sets up the package as its example does. A token at hand is one that never ends; of the apiToken realm
// it is one of the type apiToken. Without one, the client has no token yet.
func newSession(o opening) *session {
	s := &session{
		base:    strings.TrimRight(o.Endpoints["api"], "/"),
		timeout: time.Duration(o.Options.TimeoutMs) * time.Millisecond,
		config: oauth2.Config{
			ClientID:     o.Credentials["clientId"],
			ClientSecret: o.Credentials["clientSecret"],
			RedirectURL:  o.Options.RedirectURI,
			Scopes:       strings.Fields(o.Options.Scope),
			Endpoint:     oauth2.Endpoint{AuthURL: o.Endpoints["authorize"], TokenURL: o.Endpoints["token"]},
		},
	}
	if s.timeout == 0 {
		s.timeout = defaultTimeout
	}
	switch o.Mechanism {
	case "api-key":
		s.holds(&oauth2.Token{AccessToken: o.Credentials["apiKey"]})
	case "header":
		s.holds(&oauth2.Token{AccessToken: o.Credentials["apiToken"], TokenType: "apiToken"})
	default:
		s.client = s.config.Client(s.context(), nil)
	}
	return s
}

func (s *session) holds(token *oauth2.Token) {
	s.client = oauth2.NewClient(s.context(), oauth2.StaticTokenSource(token))
}

// context names the HTTP client that tokens are obtained with.
func (s *session) context() context.Context {
	return context.WithValue(context.Background(), oauth2.HTTPClient, &http.Client{Timeout: s.timeout})
}

// begin gives the address of the page on which the user consents. The package leaves the state to its caller.
func (s *session) begin() (outcome, error) {
	state := make([]byte, 16)
	if _, err := rand.Read(state); err != nil {
		return nil, err
	}
	address := s.config.AuthCodeURL(hex.EncodeToString(state))
	return outcome{"outcome": "ok", "value": outcome{"authorizationUrl": address}}, nil
}

// complete exchanges what the browser brought back: the package asks for the code only.
func (s *session) complete(callbackURL string) (outcome, error) {
	callback, err := url.Parse(callbackURL)
	if err != nil {
		return nil, err
	}
	token, err := s.config.Exchange(s.context(), callback.Query().Get("code"))
	if err != nil {
		return nil, err
	}
	s.client = s.config.Client(s.context(), token)
	return outcome{"outcome": "ok"}, nil
}

// request makes one call, redirects followed as net/http does.
func (s *session) request(call apiCall) (outcome, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	contentType, body := call.Body.encoded()
	request, err := http.NewRequestWithContext(ctx, call.Method, s.addressOf(call), body)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for name, value := range call.Headers {
		request.Header.Set(name, value)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answered, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return handedOver(response, answered), nil
}

func (s *session) addressOf(call apiCall) string {
	if call.URL != "" {
		return call.URL
	}
	if len(call.Query) == 0 {
		return s.base + call.Path
	}
	return s.base + call.Path + "?" + encoded(call.Query)
}

// encoded writes pairs in their order, which url.Values would not keep.
func encoded(pairs [][2]string) string {
	written := make([]string, len(pairs))
	for i, pair := range pairs {
		written[i] = url.QueryEscape(pair[0]) + "=" + url.QueryEscape(pair[1])
	}
	return strings.Join(written, "&")
}

func (c *content) encoded() (contentType string, body io.Reader) {
	switch {
	case c == nil:
		return "", nil
	case c.JSON != nil:
		return "application/json", bytes.NewReader(c.JSON)
	case c.Form != nil:
		return "application/x-www-form-urlencoded", strings.NewReader(encoded(c.Form))
	case c.Text != nil:
		return c.ContentType, strings.NewReader(*c.Text)
	}
	return c.ContentType, bytes.NewReader(c.Bytes)
}

func handedOver(response *http.Response, body []byte) outcome {
	headers := outcome{}
	for name, values := range response.Header {
		headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	told := outcome{"outcome": "response", "status": response.StatusCode, "headers": headers}
	if utf8.Valid(body) {
		told["body"] = string(body)
	} else {
		told["bodyBase64"] = base64.StdEncoding.EncodeToString(body)
	}
	return told
}
