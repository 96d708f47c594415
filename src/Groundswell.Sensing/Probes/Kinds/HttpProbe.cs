using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Sensing.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A request of HTTP, and conditions on its answer.</summary>
internal sealed class HttpProbe(HttpTransport transport, Http3Transport http3, string userAgent, TimeProvider time)
{
    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Http check, ProbeTrace trace)
    {
        var asked = ProbeRequest.First(check);
        for (var hop = 0; ; hop++)
        {
            using var request = asked.Write(check, userAgent);
            try
            {
                using var response = check.Edition == HttpEdition.Http3
                    ? await http3.SendAsync(request, trace)
                    : await transport.SendAsync(request, check.Reuse, trace);
                trace.FirstByte();
                switch (check.Redirects > 0 ? Redirect.Of(response, asked.Url) : null)
                {
                    case null:
                        return await JudgeAsync(check, asked.Url, response, trace);
                    case Redirect.Nowhere nowhere:
                        return new ProbeFailure(FailureClass.HttpOther, $"{(int)response.StatusCode}: it redirects {nowhere.Reason}");
                    case Redirect.To when hop >= check.Redirects:
                        return new ProbeFailure(FailureClass.HttpOther, $"{(int)response.StatusCode}: it redirects more than {(check.Redirects == 1 ? "once" : $"{check.Redirects} times")}");
                    case Redirect.To to:
                        asked = asked.After((int)response.StatusCode, to.Url);
                        trace.Restart();
                        break;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or ConnectionFailedException)
            {
                return HttpFailures.Of(exception);
            }
        }
    }

    private async Task<ProbeFailure?> JudgeAsync(ProbeCheck.Http check, Uri url, HttpResponseMessage response, ProbeTrace trace)
    {
        // Without TLS anyone on the way can answer, and would answer everybody the same.
        var isPlain = url.Scheme == "http";
        if (isPlain && Redirect.Of(response, url) is Redirect.To { Url: var target } && !target.IdnHost.EndsWith(url.IdnHost, StringComparison.OrdinalIgnoreCase) && !url.IdnHost.EndsWith(target.IdnHost, StringComparison.OrdinalIgnoreCase))
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
            ?? (needsBody ? BodyJudgment.Check(check.BodyConditions, body, response, trace) : null)
            ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow());
    }

    /// <summary>A header may come several times: one of its values must fit, or all of them as a list, which is the same thing written in one line.</summary>
    private static ProbeFailure? Judge(HeaderCondition condition, HttpResponseMessage response)
    {
        var values = response.Headers.NonValidated.TryGetValues(condition.Name, out var found) || response.Content.Headers.NonValidated.TryGetValues(condition.Name, out found)
            ? found.Select(HeaderText.Read).ToList()
            : [];
        var all = string.Join(", ", values);
        var holds = condition.Value.Holds(all) || (condition.Value.Match != TextMatch.Lacks && values.Exists(condition.Value.Holds));
        return holds ? null : ProbeFailure.Content($"header {condition.Name} is '{ProbeText.Excerpt(all)}', not as asked: {condition.Value}");
    }
}
