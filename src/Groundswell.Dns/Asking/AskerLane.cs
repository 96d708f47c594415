using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>
/// One socket of <see cref="SharedDnsAsker"/>: a table of what is outstanding by id, under one lock; one loop that receives; one timer
/// that gives up what is too old, which is what was sent first, since all wait for the same time.
/// </summary>
internal sealed class AskerLane : IAsyncDisposable
{
    public const int Ids = ushort.MaxValue + 1;

    private const int LargestAnswer = 4096;
    private const int SocketBuffer = 4 << 20;
    private const int RandomStock = 4096;

    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly PendingQuestion?[] _byId = new PendingQuestion?[Ids];
    private readonly Queue<(PendingQuestion Question, int Turn)> _inOrder = new();
    private readonly ConcurrentBag<PendingQuestion> _idle = [];
    private readonly byte[] _random = new byte[RandomStock];
    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly SharedDnsAskerOptions _options;
    private readonly ITimer _timer;
    private readonly Task _receiving;
    private int _randomUsed = RandomStock;
    private int _outstanding;

    public AskerLane(AddressFamily family, TimeProvider time, SharedDnsAskerOptions options)
    {
        _time = time;
        _options = options;
        _socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = SocketBuffer, SendBufferSize = SocketBuffer };
        _socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        _timer = time.CreateTimer(static lane => ((AskerLane)lane!).GiveUpOld(), this, Sweep, Sweep);
        _receiving = ReceiveAsync();
    }

    public int Outstanding => Volatile.Read(ref _outstanding);

    public ValueTask<ProbeAnswer> AskAsync(SocketAddress server, DomainName name, RecordType type, DnsQueryOptions options, Memory<byte> answer)
    {
        var question = _idle.TryTake(out var idle) ? idle : new PendingQuestion(_idle);
        Span<byte> query = stackalloc byte[QueryWriter.MaxLength];
        int length;
        int turn;
        lock (_lock)
        {
            if (_outstanding >= _options.MostOutstanding || _closing.IsCancellationRequested)
            {
                _idle.Add(question);
                return new ValueTask<ProbeAnswer>(new ProbeAnswer(ProbeOutcome.Overloaded, 0, TimeSpan.Zero));
            }

            // At most a quarter of the ids is taken, so a few draws find a free one.
            var id = Draw();
            while (_byId[id] is not null)
            {
                id = Draw();
            }

            length = QueryWriter.Write(query, id, name, type, options);
            if (options.MixCase)
            {
                QueryWriter.MixCase(query.Slice(QueryWriter.NamePosition, name.Wire.Length), (uint)((Draw() << 16) | Draw()));
            }

            question.Begin(id, server, query.Slice(QueryWriter.NamePosition, name.Wire.Length), type, options.MixCase, answer, _time.GetTimestamp());
            _byId[id] = question;
            turn = question.Turn;
            _inOrder.Enqueue((question, turn));
            _outstanding++;
        }

        var outcome = question.Outcome;
        if (!TrySend(query[..length], server))
        {
            Finish(question, turn, ProbeOutcome.NotSent, []);
        }

        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _timer.DisposeAsync();
        _socket.Dispose();
        await _receiving;
        while (TryTakeOldest(TimeSpan.Zero) is { } old)
        {
            Finish(old.Question, old.Turn, ProbeOutcome.TimedOut, []);
        }

        _closing.Dispose();
    }

    private bool TrySend(ReadOnlySpan<byte> query, SocketAddress server)
    {
        try
        {
            return _socket.SendTo(query, SocketFlags.None, server) == query.Length && query.Length > 0;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestAnswer, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _closing.Token);
                Take(buffer.AsSpan(0, length), from);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException && _closing.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // Some systems report an ICMP error of an earlier question here; it does not say which.
            }
        }
    }

    private void Take(ReadOnlySpan<byte> octets, SocketAddress from)
    {
        if (!MessageView.TryOpen(octets, out var view) || !view.IsResponse)
        {
            return;
        }

        PendingQuestion? question;
        int turn;
        lock (_lock)
        {
            question = _byId[view.Id];
            if (question is null || !question.IsAnsweredBy(view, from))
            {
                return;
            }

            turn = question.Turn;
        }

        Finish(question, turn, ProbeOutcome.Answered, octets);
    }

    private void GiveUpOld()
    {
        while (TryTakeOldest(_options.Timeout) is { } old)
        {
            Finish(old.Question, old.Turn, ProbeOutcome.TimedOut, []);
        }
    }

    private (PendingQuestion Question, int Turn)? TryTakeOldest(TimeSpan age)
    {
        lock (_lock)
        {
            // Those answered meanwhile have moved on to another turn.
            while (_inOrder.TryPeek(out var oldest))
            {
                var isWaiting = oldest.Question.Turn == oldest.Turn;
                if (isWaiting && _time.GetElapsedTime(oldest.Question.Started) < age)
                {
                    return null;
                }

                _inOrder.Dequeue();
                if (isWaiting)
                {
                    return oldest;
                }
            }

            return null;
        }
    }

    /// <summary>Ends a question once, whoever comes first.</summary>
    private void Finish(PendingQuestion question, int turn, ProbeOutcome outcome, ReadOnlySpan<byte> octets)
    {
        lock (_lock)
        {
            if (question.Turn != turn)
            {
                return;
            }

            _byId[question.Id] = null;
            _outstanding--;
            question.EndTurn();
        }

        question.Complete(outcome, octets, _time.GetElapsedTime(question.Started));
    }

    /// <summary>Under the lock. Not from a seeded generator: whoever can tell the next id can forge the next answer.</summary>
    private ushort Draw()
    {
        if (_randomUsed + 2 > RandomStock)
        {
            RandomNumberGenerator.Fill(_random);
            _randomUsed = 0;
        }

        var drawn = BitConverter.ToUInt16(_random, _randomUsed);
        _randomUsed += 2;
        return drawn;
    }
}
