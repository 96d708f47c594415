using System.Net.Sockets;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>What errors of sockets mean.</summary>
internal static class SocketFailures
{
    /// <summary>Of an attempt to connect.</summary>
    public static ProbeFailure OfConnecting(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new(FailureClass.ConnectRefused, "connection refused"),
        SocketError.TimedOut => new(FailureClass.ConnectTimeout, "the system gave up connecting"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => new(FailureClass.Reset, "reset while connecting"),
        _ => new(FailureClass.Unreachable, $"no way there ({error})"),
    };

    /// <summary>Of a connection that stood.</summary>
    public static ProbeFailure OfTalking(SocketError error) => error switch
    {
        SocketError.TimedOut => new(FailureClass.Timeout, "the connection went silent"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            new(FailureClass.Unreachable, $"the way there was lost ({error})"),
        _ => new(FailureClass.Reset, $"the connection broke off ({error})"),
    };

    /// <summary>The error of a socket within an exception of a stream, however deep.</summary>
    public static SocketError? Within(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException fault)
            {
                return fault.SocketErrorCode;
            }
        }

        return null;
    }
}
