using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

/// <summary>
/// How well a service's onset fits each age of its cause, by service and class of lag: in one run the same is asked for by every component
/// that the service needs, again and again.
/// </summary>
/// <param name="services">How many there are.</param>
/// <param name="length">Of a row; whole vectors.</param>
internal sealed class TimedRows(int services, int length)
{
    private const int RowsAtFirst = 64;

    private readonly int[] _numbers = new int[services * LagTables.LagClasses]; // of its row, from 1; 0 where it has none
    private int[] _filled = new int[RowsAtFirst];
    private double[] _values = new double[RowsAtFirst * length];
    private int _count;

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        foreach (var place in _filled.AsSpan(0, _count))
        {
            _numbers[place] = 0;
        }

        _count = 0;
    }

    /// <summary>A row, valid until the next call.</summary>
    /// <param name="service">The service.</param>
    /// <param name="lag">Of the edge to it.</param>
    /// <param name="isNew">Whether it is yet to be filled.</param>
    public Span<double> Of(int service, byte lag, out bool isNew)
    {
        ref var number = ref _numbers[(service * LagTables.LagClasses) + lag];
        isNew = number == 0;
        if (isNew)
        {
            if (_count == _filled.Length)
            {
                Array.Resize(ref _filled, 2 * _count);
                Array.Resize(ref _values, 2 * _count * length);
            }

            _filled[_count++] = (service * LagTables.LagClasses) + lag;
            number = _count;
        }

        return _values.AsSpan((number - 1) * length, length);
    }

    /// <summary>The same row as vectors.</summary>
    public static ReadOnlySpan<Vector256<double>> Vectors(Span<double> row) => MemoryMarshal.Cast<double, Vector256<double>>(row);
}
