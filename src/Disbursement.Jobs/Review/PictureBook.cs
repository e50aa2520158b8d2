using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Review;

/// <summary>What the pictures show, summed up anew only after somebody has acted.</summary>
internal sealed class PictureBook(Desk desk)
{
    private readonly Lock _gate = new();
    private (long State, PictureSums Sums)? _kept;

    public PictureSums Look()
    {
        lock (_gate)
        {
            using DisbursementDb db = desk.Read();
            long state = ReadPictures.StateOf(db);
            if (_kept is { } kept && kept.State == state)
                return kept.Sums;

            PictureSums sums = ReadPictures.Run(db);
            _kept = (state, sums);
            return sums;
        }
    }
}
