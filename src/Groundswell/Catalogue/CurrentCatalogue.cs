namespace Groundswell.Catalogue;

/// <summary>
/// The catalogue in force. Readers take <see cref="Value"/> once per piece of work and so see one whole catalogue; a change swaps
/// one reference. One writer; any number of readers.
/// </summary>
public sealed class CurrentCatalogue
{
    private ServiceCatalogue _value;

    public CurrentCatalogue()
        : this(ServiceCatalogue.Empty)
    {
    }

    public CurrentCatalogue(ServiceCatalogue initial) => _value = initial;

    public ServiceCatalogue Value => Volatile.Read(ref _value);

    /// <summary>Raised after <see cref="Value"/> has changed, on the thread that did it. Handlers must be quick and must not throw.</summary>
    public event EventHandler? Changed;

    /// <summary>Puts a new catalogue in force.</summary>
    public void Swap(ServiceCatalogue next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Volatile.Write(ref _value, next);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
