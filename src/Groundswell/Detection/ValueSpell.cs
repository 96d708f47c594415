namespace Groundswell.Detection;

/// <summary>A spell in which a stream is down, in time: it ends when the stream has been calm for an hour, or after so long that it is the new usual.</summary>
internal struct ValueSpell(TimeSpan longest)
{
    private static readonly TimeSpan Calm = TimeSpan.FromHours(1);

    private TimeSpan? _hotAt; // last
    private TimeSpan _downAt;
    private long? _onset;
    private bool _isAccepted; // it has lasted too long to be an outage; calm must come first

    public bool IsDown { get; private set; }

    /// <summary>Takes a row.</summary>
    /// <param name="row">It.</param>
    /// <param name="at">When.</param>
    /// <param name="isHot">Whether a spell goes on with it.</param>
    /// <returns>Whether a spell has just lasted so long that it is the new usual.</returns>
    public bool Follow(long row, TimeSpan at, bool isHot)
    {
        if (isHot)
        {
            _hotAt = at;
            _onset ??= row;
            if (IsDown && at - _downAt >= longest)
            {
                (IsDown, _isAccepted) = (false, true);
                return true;
            }
        }
        else if (_hotAt is { } hot && at - hot >= Calm)
        {
            (IsDown, _isAccepted, _hotAt, _onset) = (false, false, null, null);
        }

        return false;
    }

    /// <summary>The stream is surprising enough to be called down, be the row itself hot or not.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Call(long row, TimeSpan at)
    {
        if (IsDown || _isAccepted)
        {
            return false;
        }

        (IsDown, _downAt, _hotAt) = (true, at, at);
        _onset ??= row;
        return true;
    }

    /// <summary>The row that the spell began with, or a row that may be the first of one.</summary>
    public readonly long OnsetAt(long row) => _onset ?? row;
}
