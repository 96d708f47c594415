using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>
/// Who has how many connections. A process that has opened all it may can neither answer nor store, so there are fewer than that; and when
/// all are taken, who comes gets the place of one that lies idle, of the peer that holds most. Safe for several threads.
/// </summary>
internal sealed class ConnectionBook(int most, int mostOfOne, Func<IPAddress, bool> isTrusted)
{
    private const int SeatsLookedAt = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, LinkedList<ConnectionSeat>> _peers = [];
    private UInt128 _largest;
    private int _largestWhenFound;
    private int _count;
    private int _closing;
    private long _refused;

    public int Most => most;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Connections that were ended for others and hold their descriptors still.</summary>
    public int Closing => Volatile.Read(ref _closing);

    /// <summary>Connections that were turned away, or ended for others, since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Gives a connection a seat until it closes; false where there is none for it.</summary>
    public bool TrySeat(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var seat = new ConnectionSeat(connection, KeyOf(address));
        LinkedListNode<ConnectionSeat> node;
        ConnectionSeat? cleared;
        lock (_lock)
        {
            var own = _peers.GetValueOrDefault(seat.Peer);
            var isFull = _count >= most;
            var hasTooMany = own is not null && own.Count >= mostOfOne && !isTrusted(address);
            cleared = hasTooMany ? FindIdle(own!) : isFull ? FindVictim(own?.Count ?? 0) : null;
            if ((isFull || hasTooMany) && cleared is null)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }

            if (own is null)
            {
                _peers.Add(seat.Peer, own = []);
            }

            node = own.AddLast(seat);
            Volatile.Write(ref _count, _count + 1);
            if (own.Count > _largestWhenFound)
            {
                (_largest, _largestWhenFound) = (seat.Peer, own.Count);
            }
        }

        if (cleared is not null)
        {
            Interlocked.Increment(ref _refused);
            cleared.Clear();
        }

        connection.Features.Set(seat);
        connection.ConnectionClosed.UnsafeRegister(_ => Leave(node), null);
        return true;
    }

    private void Leave(LinkedListNode<ConnectionSeat> node)
    {
        lock (_lock)
        {
            if (node.List is { } list)
            {
                Remove(list, node);
            }
            else
            {
                Volatile.Write(ref _closing, _closing - 1);
            }
        }
    }

    private void Remove(LinkedList<ConnectionSeat> list, LinkedListNode<ConnectionSeat> node)
    {
        list.Remove(node);
        Volatile.Write(ref _count, _count - 1);
        if (list.Count == 0)
        {
            _peers.Remove(node.Value.Peer);
        }
    }

    // Of the peer that holds most the oldest that lies idle; where none does, its oldest, if who comes holds fewer by far.
    private ConnectionSeat? FindVictim(int held)
    {
        var largest = FindLargest();
        return FindIdle(largest) ?? (held + 1 < largest.Count / 2 && largest.First is { } oldest ? TakeOut(largest, oldest) : null);
    }

    private ConnectionSeat? FindIdle(LinkedList<ConnectionSeat> seats)
    {
        var node = seats.First;
        for (var looked = 0; node is not null && looked < SeatsLookedAt; looked++, node = node.Next)
        {
            if (!node.Value.IsBusy)
            {
                return TakeOut(seats, node);
            }
        }

        return null;
    }

    // It leaves the book at once: its own end comes later, and finds itself gone.
    private ConnectionSeat TakeOut(LinkedList<ConnectionSeat> seats, LinkedListNode<ConnectionSeat> node)
    {
        Remove(seats, node);
        Volatile.Write(ref _closing, _closing + 1);
        return node.Value;
    }

    private LinkedList<ConnectionSeat> FindLargest()
    {
        if (!_peers.TryGetValue(_largest, out var largest) || largest.Count < _largestWhenFound / 2)
        {
            (_largest, largest) = _peers.MaxBy(p => p.Value.Count);
            _largestWhenFound = largest.Count;
        }

        return largest;
    }

    private static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : (UInt128)BinaryPrimitives.ReadUInt64BigEndian(bytes) << 64;
    }
}
