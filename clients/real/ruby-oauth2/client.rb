# frozen_string_literal: true

# The client protocol over stdin and stdout for Ruby's oauth2, as Debian packages it.

require 'base64'
require 'json'
require 'oauth2'
require 'oauth2/version'
require 'securerandom'
require 'uri'

REASONS = { 401 => 'authentication', 403 => 'permission', 429 => 'rate-limit' }.freeze
DEFAULT_TIMEOUT_S = 30
DEFAULT_PARAMETER = 'apiToken'

# One client of the package, with the token of one user or a token at hand.
class Session
  def initialize(mechanism, endpoints, credentials, options)
    @options = options
    @base = endpoints['api'].delete_suffix('/')
    @client = OAuth2::Client.new(
      credentials['clientId'],
      credentials['clientSecret'],
      authorize_url: endpoints['authorize'],
      token_url: endpoints['token'],
      connection_opts: { request: { timeout: options['timeoutMs'] ? options['timeoutMs'] / 1000.0 : DEFAULT_TIMEOUT_S } }
    )
    @token = token_at_hand(mechanism, credentials)
  end

  # The response, redirects followed as the package does; a token that has ended is refreshed as its README shows.
  def request(call)
    raise NoToken, 'There is no access token yet.' if @token.nil?

    @token = @token.refresh! if @token.expired? && @token.refresh_token
    content, type = content_of(call['body'])
    headers = { **(type ? { 'Content-Type' => type } : {}), **call['headers'] }
    search = URI.encode_www_form(call['query'] || [])
    url = call['url'] || (search.empty? ? @base + call['path'] : "#{@base}#{call['path']}?#{search}")
    @token.request(call['method'].downcase.to_sym, url, headers: headers, body: content)
  end

  # The address of the page on which the user consents. The package leaves the state to its caller.
  def begin
    state = SecureRandom.hex(16)
    scope = @options['scope'] ? { scope: @options['scope'] } : {}
    @client.auth_code.authorize_url(redirect_uri: @options['redirectUri'], state: state, **scope)
  end

  # Exchange what the browser brought back: the package asks for the code only.
  def complete(callback_url)
    code = URI.decode_www_form(URI.parse(callback_url).query).assoc('code')&.last
    @token = @client.auth_code.get_token(code, redirect_uri: @options['redirectUri'])
  end

  private

  def token_at_hand(mechanism, credentials)
    case mechanism
    when 'api-key' then OAuth2::AccessToken.new(@client, credentials['apiKey'])
    when 'header' then OAuth2::AccessToken.new(@client, credentials['apiToken'], header_format: 'apiToken %s')
    when 'query'
      name = @options['parameter'] || DEFAULT_PARAMETER
      OAuth2::AccessToken.new(@client, credentials['apiToken'], mode: :query, param_name: name)
    end
  end

  # A body as the package takes it, with its type: a form is a hash, and gets its type there.
  def content_of(body)
    return [nil, nil] if body.nil?
    return [URI.encode_www_form(body['form']), 'application/x-www-form-urlencoded'] if body['form']
    return [JSON.generate(body['json']), 'application/json'] if body.key?('json')

    [body['text'] || Base64.decode64(body['bytes']), body['contentType']]
  end
end

# There is no object of the package yet that a call could be made with.
class NoToken < StandardError; end

# The calls of the protocol by their names.
class Adapter
  CALLS = {
    'initialize' => :describe,
    'session/open' => :open,
    'session/request' => :request,
    'session/beginAuthorization' => :begin_authorization,
    'session/completeAuthorization' => :complete_authorization,
    'session/close' => :close,
    'ping' => :nothing,
    'shutdown' => :nothing
  }.freeze

  def initialize
    @sessions = {}
  end

  def describe(_params)
    {
      protocolVersion: 1,
      client: {
        name: 'ruby-oauth2',
        version: OAuth2::Version.to_s,
        language: 'ruby',
        homepage: 'https://github.com/oauth-xx/oauth2'
      },
      capabilities: {
        'cloud-api' => %w[api-key authorization-code refresh-token],
        'api-token-realm' => %w[header query follow-links]
      },
      clock: 'system'
    }
  end

  def open(params)
    @sessions[params['session']] = Session.new(*params.values_at('mechanism', 'endpoints', 'credentials', 'options'))
    {}
  end

  def request(params)
    outcome { handed_over(@sessions[params['session']].request(params)) }
  end

  def begin_authorization(params)
    outcome { { outcome: 'ok', value: { authorizationUrl: @sessions[params['session']].begin } } }
  end

  def complete_authorization(params)
    outcome do
      @sessions[params['session']].complete(params['callbackUrl'])
      { outcome: 'ok' }
    end
  end

  def close(params)
    @sessions.delete(params['session'])
    {}
  end

  def nothing(_params)
    {}
  end

  private

  # What came of it, or what the package reports by an exception.
  def outcome
    yield
  rescue NoToken => e
    rejected('authentication', e)
  rescue OAuth2::Error => e
    refused(e)
  rescue Faraday::TimeoutError => e
    rejected('timeout', e)
  rescue Faraday::ConnectionFailed, SystemCallError, EOFError => e
    rejected('network', e)
  end

  # It raises for every status from 400 on, and for an answer of the token endpoint that it can make nothing of.
  def refused(error)
    status = error.response.status
    code = error.code.is_a?(String) ? { code: error.code } : {}
    return rejected('malformed-response', error).merge(code) if status < 400

    reason = status >= 500 ? 'server-error' : REASONS.fetch(status, 'other')
    rejected(reason, error).merge(status: status, **code)
  end

  def rejected(reason, error)
    { outcome: 'rejected', reason: reason, message: error.message }
  end

  def handed_over(response)
    text = response.body.to_s.dup.force_encoding('UTF-8')
    body = text.valid_encoding? ? { body: text } : { bodyBase64: Base64.strict_encode64(text) }
    { outcome: 'response', status: response.status, headers: response.headers.to_h, **body }
  end
end

# --- The protocol: one JSON-RPC 2.0 object a line -----------------------------------------------------------

def answer_to(adapter, call)
  method = Adapter::CALLS[call['method']]
  return { error: { code: -32_601, message: "#{call['method']} is not supported." } } if method.nil?

  { result: adapter.public_send(method, call['params']) }
rescue StandardError => e
  { error: { code: -32_000, message: e.message, data: { trace: e.full_message(highlight: false) } } }
end

answers = $stdout.dup
$stdout.reopen($stderr)
answers.sync = true
adapter = Adapter.new
$stdin.each_line do |line|
  call = JSON.parse(line)
  answers.puts(JSON.generate({ jsonrpc: '2.0', id: call['id'], **answer_to(adapter, call) }))
  break if call['method'] == 'shutdown'
end
