using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Groundswell.Browser.Tests.Live;

/// <summary>Stands between browser and node on a loopback port, as a network does, and can fail like one.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private volatile bool _isCut;

    public Relay(Uri target)
    {
        _target = new IPEndPoint(IPAddress.Loopback, target.Port);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Breaks every connection; from now on a new one is broken at once.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    public void Restore() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(_target, _ended.Token);
                (_open[near], _open[far]) = (0, 0);
                if (_isCut)
                {
                    return;
                }

                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _ended.Token), far.GetStream().CopyToAsync(near.GetStream(), _ended.Token));
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // That is what it is for.
            }
            finally
            {
                _open.TryRemove(near, out _);
                _open.TryRemove(far, out _);
            }
        }
    }
}
