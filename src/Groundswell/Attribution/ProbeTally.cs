namespace Groundswell.Attribution;

/// <summary>Probes by target: how many were well, and how many failed in each way.</summary>
internal sealed class ProbeTally(int targets)
{
    private const int Columns = SignatureTable.Modes + 1;

    private readonly ushort[] _counts = new ushort[targets * Columns];
    private readonly bool[] _has = new bool[targets];
    private readonly int[] _probed = new int[targets];
    private int _probedCount;

    public ReadOnlySpan<int> Probed => _probed.AsSpan(0, _probedCount);

    public bool Has(int target) => _has[target];

    public void AddWell(int target, int count) => Add(target, 0, count);

    public void AddFailing(int target, FailureMode mode, int count) => Add(target, 1 + (int)mode, count);

    public int Well(int target) => _counts[target * Columns];

    public int Failing(int target, FailureMode mode) => _counts[(target * Columns) + 1 + (int)mode];

    public int Failing(int target)
    {
        var sum = 0;
        for (var column = 1; column < Columns; column++)
        {
            sum += _counts[(target * Columns) + column];
        }

        return sum;
    }

    public void Clear()
    {
        foreach (var target in Probed)
        {
            _has[target] = false;
            _counts.AsSpan(target * Columns, Columns).Clear();
        }

        _probedCount = 0;
    }

    private void Add(int target, int column, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return;
        }

        if (!_has[target])
        {
            _has[target] = true;
            _probed[_probedCount++] = target;
        }

        ref var cell = ref _counts[(target * Columns) + column];
        cell = (ushort)Math.Min(ushort.MaxValue, cell + count);
    }
}
