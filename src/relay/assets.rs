//! Pictures and fonts of the customer's page that agents' browsers could not load: kept once each, by their hash.

use super::limits::{ASSET, ASSETS, FRAME_OVERHEAD};
use super::memory::{Memory, Share};
use super::over::Over;
use crate::hex::hex;
use bytes::Bytes;
use std::collections::VecDeque;

/// SHA-256 of an asset's content, as the page says. It is only compared: whoever shows the content checks it.
type Hash = [u8; 32];

#[derive(Debug)]
struct Asset {
    hash: Hash,
    chunks: Vec<Bytes>,
    share: Share,
}

/// One room's assets, the oldest first.
#[derive(Debug)]
pub(super) struct Assets {
    kept: VecDeque<Asset>,
    /// The number of `kept[0]`; numbers go on for the life of the room.
    first: u64,
    unfinished: Option<Asset>,
    memory: Memory,
}

/// How far a desk has come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    asset: u64,
    chunk: usize,
}

/// What a chunk brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    /// Nothing to read yet, or ever.
    Nothing,
    Whole,
    /// Whole, and older ones had to go.
    WholeForOthers,
}

impl Assets {
    pub fn new(memory: &Memory) -> Self {
        Self { kept: VecDeque::new(), first: 0, unfinished: None, memory: memory.clone() }
    }

    /// Takes a chunk, whose head is `head` bytes long. An asset that is there already, or too big, is passed over.
    ///
    /// # Errors
    /// [`Over::Policy`] if a first chunk is too short for a hash.
    pub fn chunk(&mut self, frame: Bytes, head: usize, first: bool, last: bool) -> Result<Took, Over> {
        if first {
            let hash: Hash = *frame[head..].first_chunk().ok_or(Over::Policy)?;
            let is_new = self.kept.iter().all(|asset| asset.hash != hash);
            let share = self.memory.share();
            self.unfinished = is_new.then_some(Asset { hash, chunks: Vec::new(), share });
        }
        let Some(unfinished) = &mut self.unfinished else { return Ok(Took::Nothing) };
        unfinished.share.add(frame.len() + FRAME_OVERHEAD);
        if unfinished.share.held() > ASSET {
            self.unfinished = None;
            return Ok(Took::Nothing);
        }
        unfinished.chunks.push(frame);
        match self.unfinished.take_if(|_| last) {
            Some(whole) => Ok(self.keep(whole)),
            None => Ok(Took::Nothing),
        }
    }

    /// Moves chunks into `batch` until `enough` bytes are in it, at least one if there is one and `enough` is not 0.
    pub fn read(&self, place: &mut Place, batch: &mut Vec<Bytes>, enough: usize) {
        if place.asset < self.first {
            // what was being read went to make room; a first chunk ends what is unfinished
            *place = Place { asset: self.first, chunk: 0 };
        }
        let mut bytes = 0;
        while bytes < enough {
            let index = usize::try_from(place.asset - self.first).unwrap_or(usize::MAX);
            let Some(asset) = self.kept.get(index) else { return };
            let Some(chunk) = asset.chunks.get(place.chunk) else {
                *place = Place { asset: place.asset + 1, chunk: 0 };
                continue;
            };
            bytes += chunk.len();
            batch.push(chunk.clone());
            place.chunk += 1;
        }
    }

    /// The hashes of what is kept, in hex.
    pub fn hashes(&self) -> Vec<String> {
        self.kept.iter().map(|asset| hex(&asset.hash)).collect()
    }

    /// Gives up an asset whose sender is gone.
    pub fn drop_unfinished(&mut self) {
        self.unfinished = None;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.first += self.kept.len() as u64;
        self.kept = VecDeque::new();
        self.unfinished = None;
    }

    fn keep(&mut self, asset: Asset) -> Took {
        let mut bytes: usize = asset.share.held() + self.kept.iter().map(|kept| kept.share.held()).sum::<usize>();
        let before = self.first;
        while bytes > ASSETS {
            let Some(oldest) = self.kept.pop_front() else { break };
            bytes -= oldest.share.held();
            self.first += 1;
        }
        self.kept.push_back(asset);
        if self.first == before { Took::Whole } else { Took::WholeForOthers }
    }
}

/// Whatever is let in can also be kept.
const _: () = assert!(ASSET * 2 <= ASSETS);

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(hash: u8, size: usize) -> Bytes {
        let mut frame = vec![b'B', 3];
        frame.extend([hash; 32]);
        frame.resize(2 + size, hash);
        frame.into()
    }

    fn whole(assets: &mut Assets, hash: u8, size: usize) -> Result<Took, Over> {
        assets.chunk(chunk(hash, size), 2, true, true)
    }

    fn read_all(assets: &Assets, place: &mut Place) -> Vec<u8> {
        let mut batch = Vec::new();
        assets.read(place, &mut batch, usize::MAX);
        batch.iter().map(|frame| frame[2]).collect()
    }

    #[test]
    fn an_asset_is_kept_once_and_read_once() {
        let memory = Memory::default();
        let (mut assets, mut place) = (Assets::new(&memory), Place::default());
        assert_eq!(whole(&mut assets, 1, 100), Ok(Took::Whole));
        assert_eq!(whole(&mut assets, 1, 100), Ok(Took::Nothing));
        assert_eq!(assets.chunk(chunk(2, 50), 2, true, false), Ok(Took::Nothing));
        assert_eq!(read_all(&assets, &mut place), [1]);
        assert_eq!(assets.chunk(Bytes::from_static(b"B\x02rest"), 2, false, true), Ok(Took::Whole));
        assert_eq!(read_all(&assets, &mut place), [2, b'r']);
        assert!(read_all(&assets, &mut place).is_empty());
        assert_eq!(assets.hashes(), ["01".repeat(32), "02".repeat(32)]);
        assert_eq!(memory.held(), 102 + 52 + 6 + 3 * FRAME_OVERHEAD);
        assets.clear();
        assert_eq!((memory.held(), assets.hashes().len()), (0, 0));
        assert_eq!(whole(&mut assets, 1, 100), Ok(Took::Whole));
        assert_eq!(read_all(&assets, &mut place), [1], "after it was forgotten it is new");
    }

    #[test]
    fn the_oldest_go_first_and_what_is_too_big_never_comes() {
        let memory = Memory::default();
        let (mut assets, mut place) = (Assets::new(&memory), Place::default());
        for hash in 1..=4 {
            assert_eq!(whole(&mut assets, hash, ASSET - 100), Ok(Took::Whole));
        }
        assert_eq!(whole(&mut assets, 5, ASSET - 100), Ok(Took::WholeForOthers));
        assert_eq!(read_all(&assets, &mut place), [2, 3, 4, 5]);
        assert_eq!(whole(&mut assets, 6, ASSET + 1), Ok(Took::Nothing));
        assert_eq!(assets.chunk(chunk(7, ASSET - 100), 2, true, false), Ok(Took::Nothing));
        assert_eq!(assets.chunk(chunk(7, 100), 2, false, true), Ok(Took::Nothing), "its chunks together");
        assert_eq!(assets.chunk(chunk(8, 100), 2, false, true), Ok(Took::Nothing), "no chunk without a beginning");
        assert!(read_all(&assets, &mut place).is_empty());
        assert_eq!(assets.chunk(Bytes::from_static(b"B\x03short"), 2, true, true), Err(Over::Policy));
        drop(assets);
        assert_eq!(memory.held(), 0);
    }

    #[test]
    fn a_reader_gets_a_little_at_a_time() {
        let memory = Memory::default();
        let (mut assets, mut place) = (Assets::new(&memory), Place::default());
        for hash in 1..=3 {
            whole(&mut assets, hash, 1_000).expect("well formed");
        }
        let mut sizes = Vec::new();
        for enough in [0, 1, 1_003, 1] {
            let mut batch = Vec::new();
            assets.read(&mut place, &mut batch, enough);
            sizes.push(batch.len());
        }
        assert_eq!(sizes, [0, 1, 2, 0]);
    }
}
