using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>What exceptions and statuses of HTTP mean.</summary>
internal static class HttpFailures
{
    public static ProbeFailure Of(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ConnectionFailedException failed)
            {
                return failed.Failure;
            }
        }

        return exception switch
        {
            _ when SocketFailures.Within(exception) is { } error => SocketFailures.OfTalking(error),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } =>
                new(FailureClass.Reset, "the connection ended before the answer did"),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(FailureClass.HttpOther, "headers without end"),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new(FailureClass.Reset, $"the connection broke off: {ProbeText.Excerpt(exception.Message)}"),
            _ => new(FailureClass.HttpOther, $"not HTTP as asked for: {ProbeText.Excerpt((exception.InnerException ?? exception).Message)}"),
        };
    }

    /// <summary>Null where the status is one of those asked for.</summary>
    public static ProbeFailure? OfStatus(int status, string? phrase, IReadOnlyList<StatusRange> wanted)
    {
        foreach (var range in wanted)
        {
            if (range.Contains(status))
            {
                return null;
            }
        }

        var failure = status switch
        {
            >= 400 and < 500 => FailureClass.Http4xx,
            >= 500 and < 600 => FailureClass.Http5xx,
            _ => FailureClass.HttpOther,
        };
        return new ProbeFailure(failure, ProbeText.Excerpt($"{status} {phrase}"));
    }
}
