// The client protocol over stdin and stdout for golang.org/x/oauth2, as Debian packages it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
)

// outcome is what a call is answered with.
type outcome map[string]any

// message is one call of the protocol.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// adapter keeps the sessions and writes the answers, of several calls at a time.
type adapter struct {
	mu       sync.Mutex
	sessions map[string]*session
	answers  *json.Encoder
}

func main() {
	a := &adapter{sessions: map[string]*session{}, answers: json.NewEncoder(os.Stdout)}
	calls := json.NewDecoder(os.Stdin)
	var open sync.WaitGroup
	defer open.Wait()
	for {
		var call message
		if err := calls.Decode(&call); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			panic(err)
		}
		if call.Method == "shutdown" {
			open.Wait()
			a.answer(call)
			return
		}
		open.Add(1)
		go func() {
			defer open.Done()
			a.answer(call)
		}()
	}
}

// answer answers one call. A panic is the adapter's own fault.
func (a *adapter) answer(call message) {
	defer func() {
		if fault := recover(); fault != nil {
			a.write(call, "error", outcome{
				"code": -32000, "message": fmt.Sprint(fault), "data": outcome{"trace": string(debug.Stack())},
			})
		}
	}()
	result, known := a.resultOf(call)
	if !known {
		a.write(call, "error", outcome{"code": -32601, "message": call.Method + " is not supported."})
		return
	}
	a.write(call, "result", result)
}

func (a *adapter) write(call message, member string, value outcome) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.answers.Encode(outcome{"jsonrpc": "2.0", "id": call.ID, member: value}); err != nil {
		panic(err)
	}
}

func (a *adapter) resultOf(call message) (result outcome, known bool) {
	switch call.Method {
	case "initialize":
		return description(), true
	case "session/open":
		params := read[opening](call)
		a.keep(params.Session, newSession(params))
		return outcome{}, true
	case "session/request":
		params := read[apiCall](call)
		return told(a.session(params.Session).request(params)), true
	case "session/beginAuthorization":
		return told(a.session(read[apiCall](call).Session).begin()), true
	case "session/completeAuthorization":
		params := read[struct{ Session, CallbackURL string }](call)
		return told(a.session(params.Session).complete(params.CallbackURL)), true
	case "session/close":
		a.keep(read[apiCall](call).Session, nil)
		return outcome{}, true
	case "ping", "shutdown":
		return outcome{}, true
	}
	return nil, false
}

func (a *adapter) keep(name string, s *session) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sessions[name] = s
}

func (a *adapter) session(name string) *session {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sessions[name]
}

func description() outcome {
	return outcome{
		"protocolVersion": 1,
		"client": outcome{
			"name":     "golang.org/x/oauth2",
			"version":  packaged() + " with " + runtime.Version(),
			"language": "go",
			"homepage": "https://pkg.go.dev/golang.org/x/oauth2",
		},
		"capabilities": outcome{
			"cloud-api":       []string{"api-key", "authorization-code", "refresh-token", "renewal", "concurrent"},
			"api-token-realm": []string{"header", "follow-links", "concurrent"},
		},
		"clock": "system",
	}
}

// packaged is the version that Debian has packaged: the source does not say its own.
func packaged() string {
	query := []string{"--show", "--showformat=${Version}", "golang-golang-x-oauth2-dev"}
	version, err := exec.Command("dpkg-query", query...).Output()
	if err != nil {
		return "of an unknown version"
	}
	return strings.Split(string(version), "-")[0]
}

func told(result outcome, err error) outcome {
	if err != nil {
		return rejection(err)
	}
	return result
}

func read[T any](call message) (params T) {
	if err := json.Unmarshal(call.Params, &params); err != nil {
		panic(err)
	}
	return params
}
