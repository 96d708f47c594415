namespace Groundswell.Attribution;

/// <summary>The best explanations found, each set of roots once; room for all is made beforehand.</summary>
internal sealed class HypothesisPool
{
    private const int Room = 256;

    private readonly Hypothesis[] _items = new Hypothesis[Room];

    public HypothesisPool()
    {
        for (var i = 0; i < Room; i++)
        {
            _items[i] = new Hypothesis();
        }
    }

    public int Count { get; private set; }

    public Hypothesis this[int index] => _items[index];

    public void Clear() => Count = 0;

    /// <summary>Best first.</summary>
    public void Sort()
    {
        for (var i = 1; i < Count; i++)
        {
            var moved = _items[i];
            var at = i;
            for (; at > 0 && _items[at - 1].Score < moved.Score; at--)
            {
                _items[at] = _items[at - 1];
            }

            _items[at] = moved;
        }
    }

    public double Best(int roots)
    {
        var best = double.NegativeInfinity;
        for (var i = 0; i < Count; i++)
        {
            best = _items[i].RootCount == roots ? Math.Max(best, _items[i].Score) : best;
        }

        return best;
    }

    /// <summary>Keeps what is on, if it is among the best.</summary>
    public void Keep(Cascade cascade, double score)
    {
        var scratch = _items[Count < Room ? Count : Room - 1];
        if (Count == Room)
        {
            Sort();
            if (score <= scratch.Score)
            {
                return;
            }

            Count--;
        }

        cascade.Save(scratch);
        scratch.Score = score;
        for (var i = 0; i < Count; i++)
        {
            if (_items[i].HasRootsOf(scratch))
            {
                if (score > _items[i].Score)
                {
                    _items[i].CopyFrom(scratch);
                }

                return;
            }
        }

        Count++;
    }
}
