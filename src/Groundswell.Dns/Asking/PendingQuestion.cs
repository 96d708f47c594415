using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>
/// A question of <see cref="AskerLane"/> that waits for its answer, used again and again. <see cref="Turn"/> and the fields of the question
/// are under the lane's lock; what completes it has ended the turn first, so it happens once.
/// </summary>
/// <param name="idle">Where it goes when its outcome was read.</param>
internal sealed class PendingQuestion(ConcurrentBag<PendingQuestion> idle) : IValueTaskSource<ProbeAnswer>
{
    private readonly byte[] _name = new byte[DomainName.MaxLength];
    private ManualResetValueTaskSourceCore<ProbeAnswer> _core = new() { RunContinuationsAsynchronously = true };
    private SocketAddress? _server;
    private Memory<byte> _answer;
    private RecordType _type;
    private int _nameLength;
    private bool _sameCase;

    public ushort Id { get; private set; }

    /// <summary>Counts the uses: who holds an older number holds nothing.</summary>
    public int Turn { get; private set; }

    public long Started { get; private set; }

    public ValueTask<ProbeAnswer> Outcome => new(this, _core.Version);

    public void Begin(ushort id, SocketAddress server, ReadOnlySpan<byte> name, RecordType type, bool sameCase, Memory<byte> answer, long started)
    {
        _core.Reset();
        name.CopyTo(_name);
        (Id, _server, _nameLength, _type, _sameCase, _answer, Started) = (id, server, name.Length, type, sameCase, answer, started);
    }

    public bool IsAnsweredBy(in MessageView view, SocketAddress from) =>
        IsSame(from, _server!) && view.Repeats(_name.AsSpan(0, _nameLength), _type, _sameCase);

    public void EndTurn() => Turn++;

    public void Complete(ProbeOutcome outcome, ReadOnlySpan<byte> octets, TimeSpan elapsed)
    {
        octets[..Math.Min(octets.Length, _answer.Length)].CopyTo(_answer.Span);
        _answer = default;
        _core.SetResult(new ProbeAnswer(outcome, octets.Length, elapsed));
    }

    public ProbeAnswer GetResult(short token)
    {
        var result = _core.GetResult(token);
        idle.Add(this);
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Port and address; flow and padding do not make another host.</summary>
    private static bool IsSame(SocketAddress left, SocketAddress right)
    {
        if (left.Family != right.Family)
        {
            return false;
        }

        ReadOnlySpan<byte> one = left.Buffer.Span;
        ReadOnlySpan<byte> other = right.Buffer.Span;
        return left.Family == AddressFamily.InterNetwork
            ? one[2..8].SequenceEqual(other[2..8])
            : one[2..4].SequenceEqual(other[2..4]) && one[8..24].SequenceEqual(other[8..24]);
    }
}
