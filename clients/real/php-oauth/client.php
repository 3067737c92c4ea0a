<?php

// The client protocol over stdin and stdout for PHP's OAuth extension, as Debian packages it.

declare(strict_types=1);

ini_set('display_errors', 'stderr');

const REASONS = [401 => 'authentication', 403 => 'permission', 429 => 'rate-limit'];

/** One consumer, for one user of its at a time. */
final class Session
{
    private ?string $token;
    private ?string $tokenSecret;
    private string $temporarySecret = '';

    public function __construct(private array $endpoints, private array $credentials, private array $options)
    {
        $this->token = $credentials['token'] ?? null;
        $this->tokenSecret = $credentials['tokenSecret'] ?? null;
    }

    /** The outcome `response`: the extension throws for a refusal, and keeps the response all the same. */
    public function request(array $call): array
    {
        $oauth = $this->oauth(OAUTH_AUTH_TYPE_AUTHORIZATION);
        if ($this->token !== null) {
            $oauth->setToken($this->token, $this->tokenSecret);
        }
        [$content, $headers] = contentOf($call['body']);
        $url = $this->endpoints['api'] . $call['path'] . queryOf($call['query'] ?? []);
        try {
            $oauth->fetch($url, $content, $call['method'], $call['headers'] + $headers);
        } catch (OAuthException $e) {
            if (statusOf($oauth) === null) {
                throw $e;
            }
        }
        return handedOver($oauth);
    }

    /** The address of the page on which the user consents. The platform wants the parameters in a form. */
    public function begin(): string
    {
        $oauth = $this->oauth(OAUTH_AUTH_TYPE_FORM);
        $got = $oauth->getRequestToken($this->endpoints['requestToken'], $this->options['callbackUrl']);
        $this->temporarySecret = $got['oauth_token_secret'] ?? '';
        return $this->endpoints['authorize'] . '?oauth_token=' . urlencode($got['oauth_token'] ?? '');
    }

    /** Exchange what the browser brought back, as the manual's example does it. */
    public function complete(string $callbackUrl): void
    {
        parse_str((string) parse_url($callbackUrl, PHP_URL_QUERY), $back);
        $oauth = $this->oauth(OAUTH_AUTH_TYPE_FORM);
        $oauth->setToken($back['oauth_token'] ?? '', $this->temporarySecret);
        $got = $oauth->getAccessToken($this->endpoints['accessToken'], '', $back['oauth_verifier'] ?? '');
        $this->token = $got['oauth_token'];
        $this->tokenSecret = $got['oauth_token_secret'];
    }

    private function oauth(int $place): OAuth
    {
        $method = $this->options['signatureMethod'] ?? OAUTH_SIG_METHOD_HMACSHA1;
        $oauth = new OAuth(
            $this->credentials['consumerKey'],
            $this->credentials['consumerSecret'],
            $method,
            $place,
        );
        $oauth->setTimeout($this->options['timeoutMs'] ?? 30_000);
        return $oauth;
    }
}

function queryOf(array $pairs): string
{
    $query = implode('&', array_map(fn($pair) => implode('=', array_map('urlencode', $pair)), $pairs));
    return $query === '' ? '' : "?$query";
}

/** A body as `fetch` takes it, with its headers: a form is an array, and gets its type there. */
function contentOf(?array $body): array
{
    if ($body === null) {
        return [null, []];
    }
    if (isset($body['form'])) {
        return [grouped($body['form']), []];
    }
    if (array_key_exists('json', $body)) {
        return [json_encode($body['json'], JSON_THROW_ON_ERROR), ['Content-Type' => 'application/json']];
    }
    $content = $body['text'] ?? base64_decode($body['bytes']);
    return [$content, ['Content-Type' => $body['contentType']]];
}

/** A name that repeats has an array of values. */
function grouped(array $pairs): array
{
    $values = [];
    foreach ($pairs as [$name, $value]) {
        $values[$name][] = $value;
    }
    return array_map(fn($all) => count($all) === 1 ? $all[0] : $all, $values);
}

/** The status of the last response; null where there was none. */
function statusOf(OAuth $oauth): ?int
{
    $status = ($oauth->getLastResponseInfo() ?: [])['http_code'] ?? 0;
    return $status >= 100 ? $status : null;
}

function handedOver(OAuth $oauth): array
{
    $headers = [];
    preg_match_all('/^([^\s:]+):[ \t]*(.*?)\r?$/m', (string) $oauth->getLastResponseHeaders(), $lines, PREG_SET_ORDER);
    foreach ($lines as [, $name, $value]) {
        $headers[strtolower($name)] = $value;
    }
    $text = (string) $oauth->getLastResponse();
    $body = preg_match('//u', $text) === 1 ? ['body' => $text] : ['bodyBase64' => base64_encode($text)];
    return ['outcome' => 'response', 'status' => statusOf($oauth), 'headers' => (object) $headers] + $body;
}

/** What the extension reports. Its code is the status of the response, or 503 where there was none. */
function rejected(OAuthException $e): array
{
    $told = ['outcome' => 'rejected', 'message' => $e->getMessage()];
    $status = $e->getCode();
    if (!isset($e->lastResponse) || $status < 400) {
        return $told + ['reason' => str_contains($e->getMessage(), 'failed') ? 'network' : 'malformed-response'];
    }
    $reason = $status >= 500 ? 'server-error' : (REASONS[$status] ?? 'other');
    return $told + ['reason' => $reason, 'status' => $status];
}

$sessions = new ArrayObject();
$calls = [
    'initialize' => fn() => [
        'protocolVersion' => 1,
        'client' => [
            'name' => 'php-oauth',
            'version' => phpversion('OAuth'),
            'language' => 'php',
            'homepage' => 'https://pecl.php.net/package/oauth',
        ],
        'capabilities' => ['clever-cloud' => ['oauth1', 'oauth1:PLAINTEXT', 'oauth1:HMAC-SHA1', 'oauth1:dance']],
        'clock' => 'system',
    ],
    'session/open' => function (array $params) use ($sessions) {
        $sessions[$params['session']] = new Session($params['endpoints'], $params['credentials'], $params['options']);
        return (object) [];
    },
    'session/request' => fn(array $params) => $sessions[$params['session']]->request($params),
    'session/beginAuthorization' => fn(array $params) => [
        'outcome' => 'ok',
        'value' => ['authorizationUrl' => $sessions[$params['session']]->begin()],
    ],
    'session/completeAuthorization' => function (array $params) use ($sessions) {
        $sessions[$params['session']]->complete($params['callbackUrl']);
        return ['outcome' => 'ok'];
    },
    'session/close' => function (array $params) use ($sessions) {
        unset($sessions[$params['session']]);
        return (object) [];
    },
    'ping' => fn() => (object) [],
    'shutdown' => fn() => (object) [],
];

// --- The protocol: one JSON-RPC 2.0 object a line ----------------------------------------------------------

function answerTo(array $calls, array $call): array
{
    $handler = $calls[$call['method']] ?? null;
    if ($handler === null) {
        return ['error' => ['code' => -32601, 'message' => "{$call['method']} is not supported."]];
    }
    try {
        return ['result' => $handler($call['params'])];
    } catch (OAuthException $e) {
        return ['result' => rejected($e)];
    } catch (Throwable $e) {
        return ['error' => ['code' => -32000, 'message' => $e->getMessage(), 'data' => ['trace' => (string) $e]]];
    }
}

while (($line = fgets(STDIN)) !== false) {
    $call = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $answer = ['jsonrpc' => '2.0', 'id' => $call['id']] + answerTo($calls, $call);
    fwrite(STDOUT, json_encode($answer, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    if ($call['method'] === 'shutdown') {
        break;
    }
}
