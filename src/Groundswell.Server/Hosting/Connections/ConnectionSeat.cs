using Microsoft.AspNetCore.Connections;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>The place of one connection among all. Whether a request is under way on it is told by the middleware.</summary>
internal sealed class ConnectionSeat(ConnectionContext connection, UInt128 peer)
{
    private int _isBusy;

    public UInt128 Peer => peer;

    public bool IsBusy => Volatile.Read(ref _isBusy) != 0;

    public void Occupy(bool isBusy) => Volatile.Write(ref _isBusy, isBusy ? 1 : 0);

    /// <summary>Whether it was ended for another.</summary>
    public bool IsCleared { get; private set; }

    /// <summary>Ends it: whoever comes needs its place.</summary>
    public void Clear()
    {
        IsCleared = true;
        connection.Abort(new ConnectionAbortedException("The place was needed: too many connections are open."));
    }
}
