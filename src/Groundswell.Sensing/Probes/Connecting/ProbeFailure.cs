using System.Globalization;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>How a try failed.</summary>
/// <param name="Class">The first thing on the way that went wrong.</param>
/// <param name="Detail">What was seen, in a few words.</param>
internal sealed record ProbeFailure(FailureClass Class, string Detail)
{
    public static ProbeFailure Content(string detail) => new(FailureClass.Content, detail);

    /// <summary>Time was up; the class says for what part of the way.</summary>
    public static ProbeFailure OutOfTime(ProbeTrace trace, TimeSpan timeout)
    {
        var after = timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return trace.Stage switch
        {
            ProbeStage.Resolving => new(FailureClass.Timeout, $"no answer from DNS within {after} s"),
            ProbeStage.Connecting => new(FailureClass.ConnectTimeout, $"no connection within {after} s"),
            ProbeStage.Securing => new(FailureClass.Timeout, $"no TLS handshake within {after} s"),
            ProbeStage.Asking => new(FailureClass.Timeout, $"no answer within {after} s"),
            _ => new(FailureClass.Timeout, $"the answer did not end within {after} s"),
        };
    }
}
