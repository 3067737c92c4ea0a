# frozen_string_literal: true

# The client protocol over stdin and stdout for Ruby's oauth, as Debian packages it.

require 'base64'
require 'json'
require 'oauth'
require 'oauth/signature/plaintext'

REASONS = { 401 => 'authentication', 403 => 'permission', 429 => 'rate-limit' }.freeze
DEFAULT_TIMEOUT_S = 30

# One consumer, for one user of its at a time.
class Session
  def initialize(endpoints, credentials, options)
    @consumer = OAuth::Consumer.new(
      credentials['consumerKey'],
      credentials['consumerSecret'],
      site: endpoints['api'],
      request_token_path: endpoints['requestToken']&.delete_prefix(endpoints['api']),
      authorize_path: endpoints['authorize']&.delete_prefix(endpoints['api']),
      access_token_path: endpoints['accessToken']&.delete_prefix(endpoints['api']),
      signature_method: options['signatureMethod'] || 'HMAC-SHA1',
      timeout: options['timeoutMs'] ? options['timeoutMs'] / 1000.0 : DEFAULT_TIMEOUT_S
    )
    @callback = options['callbackUrl']
    @token = OAuth::AccessToken.new(@consumer, credentials['token'], credentials['tokenSecret'])
  end

  # The response as Net::HTTP gives it.
  def request(call)
    method = call['method'].downcase.to_sym
    search = URI.encode_www_form(call['query'] || [])
    path = search.empty? ? call['path'] : "#{call['path']}?#{search}"
    content, type = content_of(call['body'])
    headers = { **(type ? { 'Content-Type' => type } : {}), **call['headers'] }
    return @token.request(method, path, headers) unless %i[post put patch].include?(method)

    @token.request(method, path, content, headers)
  end

  # The address of the page on which the user consents. The platform wants the parameters in a form.
  def begin
    @pending = @consumer.get_request_token({ oauth_callback: @callback, scheme: :body })
    @pending.authorize_url
  end

  # Exchange what the browser brought back: the package asks for the verifier only.
  def complete(callback_url)
    verifier = URI.decode_www_form(URI.parse(callback_url).query).assoc('oauth_verifier')&.last
    @token = @pending.get_access_token(oauth_verifier: verifier, scheme: :body)
  end

  private

  # A body as the package takes it, with its type: a form is a hash, and gets its type there.
  def content_of(body)
    return [nil, nil] if body.nil?
    return [body['form'].group_by(&:first).transform_values { |pairs| pairs.map(&:last) }, nil] if body['form']
    return [JSON.generate(body['json']), 'application/json'] if body.key?('json')

    [body['text'] || Base64.decode64(body['bytes']), body['contentType']]
  end
end

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
        name: 'ruby-oauth',
        version: OAuth::VERSION,
        language: 'ruby',
        homepage: 'https://github.com/oauth-xx/oauth-ruby'
      },
      capabilities: { 'clever-cloud' => %w[oauth1 oauth1:PLAINTEXT oauth1:HMAC-SHA1 oauth1:dance] },
      clock: 'system'
    }
  end

  def open(params)
    @sessions[params['session']] = Session.new(*params.values_at('endpoints', 'credentials', 'options'))
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
  rescue OAuth::Unauthorized => e
    refused(e, e.request)
  rescue Net::HTTPExceptions => e
    refused(e, e.response)
  rescue Timeout::Error => e
    rejected('timeout', e)
  rescue SystemCallError, EOFError, SocketError, Net::HTTPBadResponse => e
    rejected('network', e)
  end

  def refused(error, response)
    status = response.code.to_i
    rejected(status >= 500 ? 'server-error' : REASONS.fetch(status, 'other'), error).merge(status: status)
  end

  def rejected(reason, error)
    { outcome: 'rejected', reason: reason, message: error.message }
  end

  def handed_over(response)
    text = response.body.to_s.dup.force_encoding('UTF-8')
    body = text.valid_encoding? ? { body: text } : { bodyBase64: Base64.strict_encode64(text) }
    { outcome: 'response', status: response.code.to_i, headers: response.each_header.to_h, **body }
  end
end

# --- The protocol: one JSON-RPC 2.0 object a line -----------------------------------------------------------

def answer_to(adapter, call)
  method = Adapter::CALLS[call['method']]
  return { error: { code: -32_601, message: "#{call['method']} is not supported." } } if method.nil?

  { result: adapter.public_send(method, call['params']) }
rescue StandardError, OAuth::Signature::UnknownSignatureMethod => e
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
