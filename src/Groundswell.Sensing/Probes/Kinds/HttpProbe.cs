using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A request of HTTP, and conditions on its answer.</summary>
internal sealed class HttpProbe(HttpTransport transport, Http3Transport http3, string userAgent, TimeProvider time)
{
    private static readonly Version Two = new(2, 0);
    private static readonly Version OneOne = new(1, 1);

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Http check, ProbeTrace trace)
    {
        var url = check.Url;
        for (var hop = 0; ; hop++)
        {
            using var request = Write(check, url, isFirst: hop == 0);
            try
            {
                using var response = check.Edition == HttpEdition.Http3
                    ? await http3.SendAsync(request, trace)
                    : await transport.SendAsync(request, check.Reuse, trace);
                trace.FirstByte();
                if (hop >= check.Redirects || !TryFindTarget(response, url, out var next, out var forbidden))
                {
                    return await JudgeAsync(check, url, response, trace);
                }

                if (forbidden is not null)
                {
                    return forbidden;
                }

                url = next!;
                trace.Restart();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or ConnectionFailedException)
            {
                return HttpFailures.Of(exception);
            }
        }
    }

    private HttpRequestMessage Write(ProbeCheck.Http check, Uri url, bool isFirst)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(check.Method), url)
        {
            Version = check.Edition == HttpEdition.Http1 ? OneOne : Two,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (check.Body is { } body && isFirst)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        // What is sent may be a secret, and is for the host that it was written for.
        var isSameHost = isFirst || Uri.Compare(url, check.Url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (var (name, value) in isSameHost ? check.Headers : [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!request.Headers.NonValidated.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        return request;
    }

    private static bool TryFindTarget(HttpResponseMessage response, Uri from, out Uri? target, out ProbeFailure? forbidden)
    {
        (target, forbidden) = (null, null);
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return false;
        }

        target = new Uri(from, location);
        var isFollowed = target.Scheme is "https" or "http" && target.UserInfo.Length == 0 && !(from.Scheme == "https" && target.Scheme == "http") && !ForbiddenPorts.Contains(target.Port);
        forbidden = isFollowed ? null : new ProbeFailure(FailureClass.HttpOther, $"a redirect to {target.Scheme}://{ProbeText.Excerpt(target.Authority)}, which is not followed");
        return true;
    }

    private async Task<ProbeFailure?> JudgeAsync(ProbeCheck.Http check, Uri url, HttpResponseMessage response, ProbeTrace trace)
    {
        // Without TLS anyone on the way can answer, and would answer everybody the same.
        var isPlain = url.Scheme == "http";
        if (isPlain && TryFindTarget(response, url, out var target, out _) && !target!.IdnHost.EndsWith(url.IdnHost, StringComparison.OrdinalIgnoreCase) && !url.IdnHost.EndsWith(target.IdnHost, StringComparison.OrdinalIgnoreCase))
        {
            trace.Note(m => m with { Redirect = ProbeText.Excerpt(target.IdnHost) });
        }

        var status = HttpFailures.OfStatus((int)response.StatusCode, response.ReasonPhrase, check.Status);
        var needsBody = status is null && check.BodyConditions.Count > 0;
        await using var stream = await response.Content.ReadAsStreamAsync(trace.CancellationToken);
        using var body = await HttpBody.ReadAsync(stream, check.BodyLimit, isKept: needsBody || isPlain, trace.CancellationToken);
        trace.BodyRead();
        if (isPlain && PageLikeness.Of(body.Octets.Span) is { } likeness)
        {
            trace.Note(m => m with { Likeness = likeness });
        }

        return status
            ?? check.HeaderConditions.Select(c => Judge(c, response)).FirstOrDefault(f => f is not null)
            ?? (needsBody ? BodyJudgment.Check(check.BodyConditions, body, response.Content.Headers) : null)
            ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow());
    }

    private static ProbeFailure? Judge(HeaderCondition condition, HttpResponseMessage response)
    {
        var values = response.Headers.NonValidated.TryGetValues(condition.Name, out var found) || response.Content.Headers.NonValidated.TryGetValues(condition.Name, out found)
            ? found.ToString()
            : "";
        return condition.Value.Holds(values) ? null : ProbeFailure.Content($"header {condition.Name} is '{ProbeText.Excerpt(values)}', not as asked: {condition.Value}");
    }
}
