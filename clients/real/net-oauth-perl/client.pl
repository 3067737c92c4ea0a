#!/usr/bin/env perl
# The client protocol over stdin and stdout for Perl's Net::OAuth, as Debian packages it.
use strict;
use warnings;

use Encode qw(decode_utf8);
use HTTP::Request;
use JSON::PP;
use LWP::UserAgent;
use MIME::Base64 qw(decode_base64 encode_base64);
use Net::OAuth;
use URI;

$Net::OAuth::PROTOCOL_VERSION = Net::OAuth::PROTOCOL_VERSION_1_0A;

my $FORM   = 'application/x-www-form-urlencoded';
my $json   = JSON::PP->new->utf8->allow_nonref;
my %REASON = (401 => 'authentication', 403 => 'permission', 429 => 'rate-limit');

my %sessions;
my %calls = (
    initialize => sub {
        return {
            protocolVersion => 1,
            client          => {
                name     => 'Net::OAuth',
                version  => "$Net::OAuth::VERSION",
                language => 'perl',
                homepage => 'https://metacpan.org/dist/Net-OAuth',
            },
            capabilities =>
                { 'clever-cloud' => [qw(oauth1 oauth1:PLAINTEXT oauth1:HMAC-SHA1 oauth1:dance)] },
            clock => 'system',
        };
    },
    'session/open' => sub {
        my ($params) = @_;
        my $agent = LWP::UserAgent->new(timeout => ($params->{options}{timeoutMs} // 30_000) / 1000, max_redirect => 0);
        $sessions{ $params->{session} } = { %$params, agent => $agent, token => $params->{credentials} };
        return {};
    },
    'session/request'               => sub { my ($params) = @_; return request(session_of($params), $params) },
    'session/beginAuthorization'    => sub { my ($params) = @_; return begin_authorization(session_of($params)) },
    'session/completeAuthorization' => sub {
        my ($params) = @_;
        return complete_authorization(session_of($params), $params->{callbackUrl});
    },
    'session/close' => sub { my ($params) = @_; delete $sessions{ $params->{session} }; return {} },
    ping     => sub { return {} },
    shutdown => sub { return {} },
);

sub session_of {
    my ($params) = @_;
    return $sessions{ $params->{session} };
}

# As documented: query and form go into extra_params, a hash. The package signs and does not send.
sub request {
    my ($session, $call) = @_;
    my $url   = URI->new($session->{endpoints}{api} . $call->{path});
    my @query = map { @$_ } @{ $call->{query} // [] };
    my ($content, $type, @form) = content_of($call->{body});
    my $message = message($session, 'protected resource', {
        request_method => $call->{method},
        request_url    => $url->clone,
        token          => $session->{token}{token},
        token_secret   => $session->{token}{tokenSecret},
        extra_params   => { @query, @form },
    });
    $url->query_form(@query) if @query;
    my $request = HTTP::Request->new($call->{method}, $url, [%{ $call->{headers} }]);
    $request->header('Content-Type' => $type) if defined $type && !defined $request->header('Content-Type');
    $request->header(Authorization => $message->to_authorization_header);
    $request->content($content) if defined $content;
    return handed_over(sent($session, $request));
}

sub begin_authorization {
    my ($session) = @_;
    my $url = $session->{endpoints}{requestToken};
    my $got = exchanged($session, $url, 'request token', { callback => $session->{options}{callbackUrl} });
    $session->{temporary_secret} = $got->token_secret;
    my $page = URI->new($session->{endpoints}{authorize});
    $page->query_form(oauth_token => $got->token);
    return { outcome => 'ok', value => { authorizationUrl => $page->as_string } };
}

# What the browser brought back is read by the package, and goes on as it came.
sub complete_authorization {
    my ($session, $callback_url) = @_;
    my $user = eval { Net::OAuth->response('user auth')->from_url($callback_url) };
    return rejected($@ =~ /'verifier'/ ? 'authorization-denied' : 'state-mismatch', $@) unless defined $user;
    my $got = exchanged($session, $session->{endpoints}{accessToken}, 'access token', {
        token        => $user->token,
        token_secret => $session->{temporary_secret},
        verifier     => $user->verifier,
    });
    $session->{token} = { token => $got->token, tokenSecret => $got->token_secret };
    return { outcome => 'ok' };
}

# One step of the dance. The platform wants the parameters in a form.
sub exchanged {
    my ($session, $url, $what, $params) = @_;
    my $message  = message($session, $what, { request_method => 'POST', request_url => $url, %$params });
    my $response = sent(
        $session,
        HTTP::Request->new(POST => $url, ['Content-Type' => $FORM], $message->to_post_body),
    );
    die refused($response) unless $response->is_success;
    my $read = eval { Net::OAuth->response($what)->from_post_body($response->content) };
    die rejected('malformed-response', $@) unless defined $read;
    return $read;
}

sub message {
    my ($session, $what, $params) = @_;
    my $message = Net::OAuth->request($what)->new(
        consumer_key     => $session->{credentials}{consumerKey},
        consumer_secret  => $session->{credentials}{consumerSecret},
        signature_method => $session->{options}{signatureMethod} // 'HMAC-SHA1',
        timestamp        => time,
        nonce            => int(rand 2**32) . $$ . int(rand 2**32),
        %$params,
    );
    $message->sign;
    return $message;
}

# A body as bytes with its type, and the parameters in it.
sub content_of {
    my ($body) = @_;
    return (undef, undef) unless defined $body;
    return ($json->encode($body->{json}), 'application/json') if exists $body->{json};
    if ($body->{form}) {
        my @form    = map { @$_ } @{ $body->{form} };
        my $written = URI->new;
        $written->query_form(@form);
        return ($written->query, $FORM, @form);
    }
    my $bytes = exists $body->{text} ? Encode::encode_utf8($body->{text}) : decode_base64($body->{bytes});
    return ($bytes, $body->{contentType});
}

sub sent {
    my ($session, $request) = @_;
    my $response = $session->{agent}->request($request);
    return $response unless ($response->header('Client-Warning') // '') eq 'Internal response';
    die rejected($response->message =~ /timeout/i ? 'timeout' : 'network', $response->message);
}

sub handed_over {
    my ($response) = @_;
    my %headers = map { lc $_ => join ', ', $response->header($_) } $response->header_field_names;
    my $content = $response->content;
    my $text    = eval { decode_utf8($content, Encode::FB_CROAK | Encode::LEAVE_SRC) };
    my %body = defined $text ? (body => $text) : (bodyBase64 => encode_base64($content, ''));
    return { outcome => 'response', status => $response->code + 0, headers => \%headers, %body };
}

sub refused {
    my ($response) = @_;
    my $status = $response->code + 0;
    my $reason = $status >= 500 ? 'server-error' : $REASON{$status} // 'other';
    return { %{ rejected($reason, $response->decoded_content) }, status => $status };
}

sub rejected {
    my ($reason, $message) = @_;
    return { outcome => 'rejected', reason => $reason, message => "$message" };
}

# --- The protocol: one JSON-RPC 2.0 object a line ----------------------------------------------------------

sub answer_to {
    my ($call) = @_;
    my $handler = $calls{ $call->{method} };
    return (error => { code => -32601, message => "$call->{method} is not supported." }) unless $handler;
    my $result = eval { $handler->($call->{params}) };
    return (result => $result) if defined $result;
    return (result => $@) if ref $@ eq 'HASH';
    return (error => { code => -32000, message => 'The adapter failed.', data => { trace => "$@" } });
}

$| = 1;
while (my $line = <STDIN>) {
    my $call = $json->decode($line);
    print $json->encode({ jsonrpc => '2.0', id => $call->{id}, answer_to($call) }), "\n";
    last if $call->{method} eq 'shutdown';
}
