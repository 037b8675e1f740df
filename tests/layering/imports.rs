//! Which file imports which.

use crate::mentions::{Kind, Mention};
use crate::source::{ModulePath, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Files, and the files that each imports.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// What each of `sources` imports of the others.
pub(crate) fn imports(sources: &[Source]) -> Imports {
    let names = Names::of(sources);
    let imported = |source: &Source| {
        let files = source.mentions.iter().filter_map(|mention| names.import(mention));
        files.filter(|file| *file != source.file).map(str::to_owned).collect()
    };
    sources.iter().map(|source| (source.file.clone(), imported(source))).collect()
}

/// What the names of the crate stand for.
struct Names<'a> {
    /// The file of each module.
    modules: BTreeMap<&'a [String], &'a str>,
    /// What `use` calls by a name in a module.
    used: BTreeMap<(&'a [String], &'a str), &'a Mention>,
}

impl<'a> Names<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let (mut modules, mut used) = (BTreeMap::new(), BTreeMap::new());
        for source in sources {
            modules.extend(source.modules.iter().map(|module| (module.as_slice(), source.file.as_str())));
            for mention in &source.mentions {
                if let Kind::Use { name: Some(name), .. } = &mention.kind {
                    used.insert((mention.module.as_slice(), name.as_str()), mention);
                }
            }
        }
        Self { modules, used }
    }

    /// The file that `mention` imports from, if it imports.
    fn import(&self, mention: &Mention) -> Option<&'a str> {
        let path = self.absolute(mention)?;
        // A module that hands on what a module inside it has is only its face.
        let hands_on =
            matches!(mention.kind, Kind::Use { public: true, name: Some(_) }) && path.starts_with(&mention.module);
        (!hands_on).then(|| self.home(&path))
    }

    /// The path of what is mentioned, from the crate on; `None` for what is of another crate, or local.
    fn absolute(&self, Mention { module, path, kind }: &Mention) -> Option<ModulePath> {
        let up = path.iter().take_while(|part| *part == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (&module[..], &path[1..]),
            "super" => (&module[..module.len() - up], &path[up..]),
            first => {
                let inside = [module, &path[..1]].concat();
                // One word alone, in code, is never a module.
                let is_module =
                    self.modules.contains_key(&inside[..]) && (path.len() > 1 || matches!(kind, Kind::Use { .. }));
                // `use a::a` does not bring the a that it begins with.
                let is_itself = matches!(kind, Kind::Use { name: Some(name), .. } if name == first);
                let is_used = !is_itself && self.used.contains_key(&(&module[..], first));
                if !is_module && !is_used {
                    return None;
                }
                (&module[..], &path[..])
            }
        };
        Some([base, rest].concat())
    }

    /// The file in which the item that `path` leads to is written, wherever it was handed on.
    fn home(&self, path: &[String]) -> &'a str {
        let mut path = path.to_vec();
        loop {
            let depth = (0..=path.len())
                .rev()
                .find(|&depth| self.modules.contains_key(&path[..depth]))
                .expect("a crate has a lib.rs");
            let (module, rest) = path.split_at(depth);
            let next = rest.first().and_then(|name| self.used.get(&(module, name.as_str())));
            match next.and_then(|mention| self.absolute(mention)) {
                Some(target) => path = [&target, &rest[1..]].concat(),
                None => return self.modules[module],
            }
        }
    }
}
