namespace Groundswell.Attribution;

/// <summary>Edges as they are told, to be sorted by source.</summary>
internal sealed class EdgeList
{
    private int[] _source = new int[16];
    private int[] _target = new int[16];
    private float[] _weight = new float[16];
    private byte[] _lag = new byte[16];
    private int _count;

    public void Add(int source, int target, double weight, double lagMinutes)
    {
        if (_count == _source.Length)
        {
            var size = _count * 2;
            Array.Resize(ref _source, size);
            Array.Resize(ref _target, size);
            Array.Resize(ref _weight, size);
            Array.Resize(ref _lag, size);
        }

        (_source[_count], _target[_count], _weight[_count], _lag[_count]) = (source, target, (float)weight, (byte)LagTables.LagClass(lagMinutes));
        _count++;
    }

    public EdgeList Copy() => new() { _source = [.. _source], _target = [.. _target], _weight = [.. _weight], _lag = [.. _lag], _count = _count };

    /// <summary>A counting sort: edges of one source keep the order in which they were told.</summary>
    public Adjacency Sorted(int sources)
    {
        var start = new int[sources + 1];
        for (var i = 0; i < _count; i++)
        {
            start[_source[i] + 1]++;
        }

        for (var i = 0; i < sources; i++)
        {
            start[i + 1] += start[i];
        }

        var next = start[..sources];
        var (target, weight, lag) = (new int[_count], new float[_count], new byte[_count]);
        for (var i = 0; i < _count; i++)
        {
            var at = next[_source[i]]++;
            (target[at], weight[at], lag[at]) = (_target[i], _weight[i], _lag[i]);
        }

        return new Adjacency(start, target, weight, lag);
    }
}
